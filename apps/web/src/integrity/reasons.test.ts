import { readFileSync } from 'node:fs';
import { i18n } from '@lingui/core';
import { expect, test } from 'vitest';
import '../words/anchors.ts';
import { reasonWords } from './reasons.ts';

const SAID: Readonly<Record<string, readonly string[]>> = {
  'anchors/post.ts': ['It did not answer in time.', 'It cannot be reached', 'It answers with a redirect (HTTP '],
  'anchors/ask-witness.ts': [
    'It does not know this log, or does not witness.',
    'It knows this log by another key, or trusts it no more',
    'To it this log is not the one that it cosigned before',
    'It is asked too often.',
    'Its answer does not verify.',
    'It answers without a cosignature of the known key',
    'It signs with its old key and has forgotten',
  ],
};
const say = ((id: string, values?: Record<string, unknown>) => i18n._(id, values)) as Parameters<typeof reasonWords>[1];

test('what the server says of an outsider who failed is said in Ukrainian on a Ukrainian page', () => {
  i18n.activate('uk');
  for (const [file, sentences] of Object.entries(SAID)) {
    const source = readFileSync(new URL(`../../../server/src/${file}`, import.meta.url), 'utf8');
    for (const sentence of sentences) {
      // The server's wording changed: change it here and in the list of reasons.
      expect(source, sentence).toContain(sentence);
      const whole =
        {
          'It cannot be reached': 'It cannot be reached.',
          'It answers with a redirect (HTTP ': 'It answers with a redirect (HTTP 302), which is not followed.',
        }[sentence] ?? sentence;
      expect(reasonWords(whole, say), sentence).toMatch(/^[А-ЯҐЄІЇ]/);
    }
  }
});

test('figures and codes stand in the sentence; what is not known stands as it came', () => {
  i18n.activate('en');
  expect(reasonWords('It cannot be reached (ECONNREFUSED).', say)).toContain('ECONNREFUSED');
  expect(reasonWords('It answered with status 503.', say)).toContain('503');
  expect(reasonWords('The moon is in the way.', say)).toBe('The moon is in the way.');
});
