import type { PlacePrecision, TimePrecision } from '@cairn/model';
import type { Categories } from './categories.ts';

/** What actors did to one another in a kind of event. */
export type Part = 'perpetrator-of' | 'victim-of' | 'present-at';

/** What a sub-type of event means here. Where `act` is null nobody did anything to anybody, and the incident has no act. */
export interface SubType {
  readonly of: string;
  readonly act: string | null;
  readonly method?: string;
  readonly object?: string;
  readonly first: Part;
  readonly second: Part;
}

const fight = { act: 'combat', first: 'perpetrator-of', second: 'perpetrator-of' } as const;
const strike = { act: 'shelling-or-bombing', first: 'perpetrator-of', second: 'victim-of' } as const;
const harm = { first: 'perpetrator-of', second: 'victim-of' } as const;
/** Who gathers stands first; who steps in against them stands second. */
const gathering = { first: 'victim-of', second: 'perpetrator-of' } as const;
const news = { act: null, first: 'present-at', second: 'present-at' } as const;

const BATTLES = 'battles';
const REMOTE = 'explosions/remote violence';
const CIVILIANS_HIT = 'violence against civilians';
const PROTESTS = 'protests';
const RIOTS = 'riots';
const STRATEGIC = 'strategic developments';

/** The six types of event that ACLED defines. */
export const EVENT_TYPES: Categories<true> = {
  [BATTLES]: true,
  [REMOTE]: true,
  [CIVILIANS_HIT]: true,
  [PROTESTS]: true,
  [RIOTS]: true,
  [STRATEGIC]: true,
};

/** The 25 sub-types, each with the type that it belongs to (ACLED Codebook, "Event types"). */
export const SUB_TYPES: Categories<SubType> = {
  'government regains territory': { of: BATTLES, ...fight },
  'non-state actor overtakes territory': { of: BATTLES, ...fight },
  'armed clash': { of: BATTLES, ...fight },
  'chemical weapon': { of: REMOTE, ...harm, act: 'attack-on-civilians', method: 'chemical' },
  'air/drone strike': { of: REMOTE, ...strike },
  'suicide bomb': { of: REMOTE, ...strike, act: 'suicide-attack', method: 'ied-body' },
  'shelling/artillery/missile attack': { of: REMOTE, ...strike },
  'remote explosive/landmine/ied': { of: REMOTE, ...strike, act: 'explosive-trap' },
  grenade: { of: REMOTE, ...strike, method: 'grenade' },
  'sexual violence': { of: CIVILIANS_HIT, ...harm, act: 'sexual-violence', method: 'sexual-means' },
  attack: { of: CIVILIANS_HIT, ...harm, act: 'attack-on-civilians' },
  // The sub-type does not say which of the two it was.
  'abduction/forced disappearance': { of: CIVILIANS_HIT, ...harm, act: 'liberty', method: 'capture' },
  'peaceful protest': { of: PROTESTS, ...news },
  'protest with intervention': { of: PROTESTS, ...gathering, act: 'assembly-dispersal' },
  'excessive force against protesters': { of: PROTESTS, ...gathering, act: 'assembly-dispersal' },
  'violent demonstration': { of: RIOTS, act: 'unknown', first: 'perpetrator-of', second: 'present-at' },
  'mob violence': { of: RIOTS, ...harm, act: 'assault' },
  agreement: { of: STRATEGIC, ...news },
  arrests: { of: STRATEGIC, ...harm, act: 'arbitrary-detention' },
  'change to group/activity': { of: STRATEGIC, ...news },
  'disrupted weapons use': { of: STRATEGIC, ...news },
  'headquarters or base established': { of: STRATEGIC, ...news },
  'looting/property destruction': { of: STRATEGIC, ...harm, act: 'property' },
  'non-violent transfer of territory': { of: STRATEGIC, ...news },
  other: { of: STRATEGIC, ...news },
};

/** What sort of actor each code means. Older files have the number, newer ones the words; null is nobody. */
export const INTER: Categories<string | null> = {
  ...{ '0': null, '1': 'armed-forces', '2': 'armed-group', '3': 'militia', '4': 'militia', '5': 'mob' },
  ...{ '6': 'group', '7': 'group', '8': 'foreign-forces' },
  ...{ 'state forces': 'armed-forces', 'rebel group': 'armed-group', 'rebel groups': 'armed-group' },
  ...{ 'rebel forces': 'armed-group' },
  ...{ 'political militia': 'militia', 'political militias': 'militia' },
  ...{ 'identity militia': 'militia', 'identity militias': 'militia', rioters: 'mob', protesters: 'group' },
  ...{ civilians: 'group', 'external/other forces': 'foreign-forces', 'other forces': 'foreign-forces' },
};

/** Codes of `inter` under which nobody bears arms. */
export const UNARMED: ReadonlySet<string> = new Set(['6', '7', 'protesters', 'civilians']);

export const TIME_PRECISION: Categories<TimePrecision> = { '1': 'day', '2': 'week', '3': 'month' };

export const GEO_PRECISION: Categories<PlacePrecision> = { '1': 'near', '2': 'adm2', '3': 'adm1' };

/** `civilian targeting` or nothing. */
export const TARGETING: Categories<true> = { 'civilian targeting': true };
