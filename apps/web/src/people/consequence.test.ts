import { expect, test } from 'vitest';
import { consequenceOf } from './consequence.ts';
import type { Rights } from './shapes.ts';

const reader: Rights = { role: 'reader', clearance: 'internal', identities: false };

test('nothing is said where nothing changes', () => {
  expect(consequenceOf(reader, { ...reader })).toEqual([]);
});

test('whoever becomes a lead reads identities from then on, and that is said', () => {
  expect(consequenceOf(reader, { ...reader, role: 'lead' })).toEqual(['people.then.lead', 'people.then.identities']);
});

test('what is taken away cannot be called back from memory', () => {
  const lead: Rights = { role: 'lead', clearance: 'sealed', identities: false };
  expect(consequenceOf(lead, reader)).toEqual([
    'people.then.noLead',
    'people.then.lessClearance',
    'people.then.noIdentities',
    'people.then.known',
  ]);
});

test('a lead who stays named for identities keeps them when the role goes', () => {
  const lead: Rights = { role: 'lead', clearance: 'internal', identities: true };
  expect(consequenceOf(lead, { ...lead, role: 'reviewer' })).toEqual(['people.then.noLead', 'people.then.known']);
});
