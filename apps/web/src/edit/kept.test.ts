import { beforeEach, expect, test } from 'vitest';
import type { Draft } from './drafts.ts';
import { type FormKind, formsOf } from './form-kinds.ts';
import type { IdentityForm } from './identity-form.ts';
import { foundInTab, keepInTab } from './kept.ts';
import type { Body } from './merge.ts';

const stored = new Map<string, string>();
const everything = () => JSON.stringify([...stored]);

beforeEach(() => {
  stored.clear();
  Object.assign(globalThis, {
    sessionStorage: {
      getItem: (name: string) => stored.get(name) ?? null,
      setItem: (name: string, text: string) => stored.set(name, text),
      removeItem: (name: string) => stored.delete(name),
    },
  });
});

const draft = (kind: FormKind, body: Body, typed: Record<string, unknown>): Draft => ({
  base: { revision: 3, body },
  forms: { ...formsOf(kind, body), ...typed },
  reason: '',
  compartment: '',
});

test('a draft comes back on top of what is recorded, with the revision and the values that it was begun from', () => {
  const before = { title: 'Shelling', notes: 'Old', summary: 'Stays out of storage' };
  expect(keepInTab('incident', 'me', 'r', draft('incident', before, { title: 'Shelling, east wing' }))).toBe(true);
  expect(everything()).not.toContain('Stays out');
  const now = { title: 'Changed by another', notes: 'New', summary: 'Stays out of storage' };
  const fresh = { ...draft('incident', now, {}), base: { revision: 5, body: now } };
  const found = foundInTab('me', 'r', fresh);
  expect(found?.base).toEqual({ revision: 3, body: { ...now, title: 'Shelling' } });
  expect(found?.forms).toMatchObject({ title: 'Shelling, east wing', notes: 'New' });
  expect(foundInTab('another', 'r', fresh)).toBeUndefined();
});

test('what identifies a person is kept nowhere, typed or recorded, and it is told that not all was kept', () => {
  const identity = { names: [{ text: 'Recorded Name' }] };
  const body = { actorType: 'person', identity, notes: 'Old' };
  const typed: IdentityForm = {
    names: [{ text: 'Planted Name', lang: '' }],
    contacts: [],
    birthDate: '',
    birthPlace: '',
    documents: [],
  };
  const names = [{ text: 'Planted Name', lang: '' }];
  expect(keepInTab('actor', 'me', 'a', draft('actor', body, { identity: typed, names, notes: 'New' }))).toBe(false);
  expect(everything()).toContain('New');
  expect(everything()).not.toMatch(/Planted|Recorded/);
  // As long as nobody said what kind of actor it is, it may be a person.
  expect(keepInTab('actor', 'me', 'b', draft('actor', {}, { names }))).toBe(false);
  expect(keepInTab('actor', 'me', 'c', draft('actor', { actorType: 'group' }, { names }))).toBe(true);
});

test('of a sealed record nothing is kept, neither where it is sealed nor where it is about to be', () => {
  const sealed = draft('incident', { title: 'Shelling', sensitivity: 'sealed' }, { notes: 'Planted' });
  expect(keepInTab('incident', 'me', 'r', { ...sealed, reason: 'Planted' })).toBe(false);
  const open = draft('incident', { title: 'Shelling' }, { notes: 'Planted' });
  keepInTab('incident', 'me', 'r', open);
  expect(everything()).toContain('Planted');
  keepInTab('incident', 'me', 'r', { ...open, forms: { ...open.forms, sensitivity: 'sealed' } });
  expect(everything()).not.toContain('Planted');
});
