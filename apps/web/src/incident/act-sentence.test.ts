import { expect, test } from 'vitest';
import type { Act, Actor, AnyRecord, Incident, Link } from '../api/shapes.ts';
import type { Say } from '../words/words.ts';
import { actSentence } from './act-sentence.ts';
import { surroundings } from './surroundings.ts';

const say: Say = (id, values) => `${id}(${Object.values(values ?? {}).join()})`;
const label = (_scheme: string, code: string) => code;
const shell = { compartment: 'Team', reference: 'TEA-000001', revision: 1, at: '', author: '' };

const incident: Incident = { ...shell, id: 'i', kind: 'incident', body: {} };
const act: Act = {
  ...shell,
  id: 'a',
  kind: 'act',
  body: { type: { scheme: 'act-type', code: 'shelling' }, object: { scheme: 'object', code: 'hospital' } },
};
const actor: Actor = {
  ...shell,
  id: 'p',
  kind: 'actor',
  body: { actorType: 'group', names: [{ text: 'Grey column' }] },
};
const blame = (level: Link['body']['level']): Link => ({
  ...shell,
  id: 'l',
  kind: 'link',
  body: { from: 'p', to: 'a', type: 'perpetrator-of', ...(level === undefined ? {} : { level }) },
});
const sentence = (...records: AnyRecord[]) =>
  actSentence(act, surroundings(incident, [act, ...records]), label, { say, language: 'en' });

test('an act without anyone accused says what was done to what', () => {
  expect(sentence()).toBe('shelling: hospital');
});

test.each([undefined, 0, 1, 2] as const)('whoever is accused at level %s is alleged', (level) => {
  expect(sentence(actor, blame(level))).toBe('shelling: hospital; act.alleged(Grey column)');
});

test('from level 3 on, which took a second person, the sentence says by whom', () => {
  expect(sentence(actor, blame(3))).toBe('shelling: hospital; act.by(Grey column)');
});

test('an accused whom the reader may not see is not named', () => {
  expect(sentence(blame(3))).toBe('shelling: hospital');
});
