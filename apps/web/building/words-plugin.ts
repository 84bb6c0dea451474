import { readFile } from 'node:fs/promises';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';

const CATALOGUE = /\/src\/words\/(?:[a-z]+\/)?[a-z]{2}\.json$/;

/** Compiles the sentences of a catalogue at build time, so that no parser travels to the browser. */
export function wordsPlugin(): Plugin {
  return {
    name: 'cairn-words',
    enforce: 'pre',
    async load(id) {
      if (!CATALOGUE.test(id)) return null;
      const sentences = JSON.parse(await readFile(id, 'utf8')) as Record<string, string>;
      const compiled = Object.fromEntries(Object.entries(sentences).map(([key, text]) => [key, compileMessage(text)]));
      return { code: `export default ${JSON.stringify(compiled)};`, moduleType: 'js' };
    },
  };
}
