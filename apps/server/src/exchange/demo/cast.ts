import type { Change } from '../../record/types.ts';
import { SPOTS, type Spot } from './land.ts';
import { HIDDEN_NAMES, PARTIES, type Party, PUBLIC_PERSONS, SPEAKING, STRUCTURE } from './people.ts';
import type { Dice } from './random.ts';

/** How many persons give statements; all of them show a code only. */
export const WITNESSES = 44;

/** Whoever gives statements. */
export interface Speaker {
  readonly id: string;
  readonly code: string;
  readonly connection: string;
  readonly reliability?: string;
}

/** Everybody who appears, each with an id. */
export interface Cast {
  readonly parties: ReadonlyMap<string, Party & { readonly id: string }>;
  readonly persons: ReadonlyMap<string, string>;
  readonly witnesses: readonly Speaker[];
  readonly offices: ReadonlyMap<string, Speaker>;
  /** Those who live in a place, by the place's key. */
  readonly residents: ReadonlyMap<string, string>;
  readonly changes: readonly Change[];
}

type NewRecord = (kind: Change['kind'], body: Record<string, unknown>) => Change;

/** How many source codes {@link gather} takes. */
export const CODES_NEEDED = WITNESSES + Object.keys(SPEAKING).length;

/** Makes the actors: parties and houses by name, named persons as public sources have them, witnesses by code alone. */
export function gather(dice: Dice, record: NewRecord, codes: readonly string[]): Cast {
  const free = codes.toSorted();
  const take = () => free.shift() ?? 'VES-S-000';
  const changes: Change[] = [];
  const add = (body: Record<string, unknown>): string => {
    const change = record('actor', body);
    changes.push(change);
    return change.id;
  };
  const parties = new Map<string, Party & { id: string }>();
  const offices = new Map<string, Speaker>();
  for (const party of PARTIES) {
    const speaks = SPEAKING[party.key];
    const code = speaks === undefined ? undefined : take();
    const names = [
      { text: party.en, lang: 'en' },
      { text: party.uk, lang: 'uk' },
    ];
    const id = add({
      actorType: party.actorType,
      names,
      sensitivity: 'public',
      ...(code === undefined ? {} : { sourceCode: code }),
    });
    parties.set(party.key, { ...party, id });
    if (speaks !== undefined && code !== undefined) offices.set(party.key, { id, code, ...speaks });
  }
  const persons = new Map<string, string>();
  for (const { key, actorType, en, uk, by } of PUBLIC_PERSONS) {
    const names = [
      { text: en, lang: 'en' },
      { text: uk, lang: 'uk' },
    ];
    persons.set(key, add({ actorType, names, namesPublic: { source: by } }));
  }
  const witnesses = Array.from({ length: WITNESSES }, (_, index) => witness(dice, add, take(), index));
  const residents = new Map(SPOTS.map(({ key, en, uk, kind }) => [key, add(residentsOf(en, uk, kind))]));
  return { parties, persons, witnesses, offices, residents, changes };
}

const UK_OF = { city: 'міста', town: 'містечка', village: 'села' } as const;

function residentsOf(en: string, uk: string, kind: Spot['kind']): Record<string, unknown> {
  const names = [
    { text: `Residents of ${en}`, lang: 'en' },
    { text: `Мешканці ${UK_OF[kind]} ${uk}`, lang: 'uk' },
  ];
  return { actorType: 'group', names, sensitivity: 'public' };
}

function witness(dice: Dice, add: (body: Record<string, unknown>) => string, code: string, index: number): Speaker {
  const name = HIDDEN_NAMES[index];
  const contact = { kind: 'e-mail', value: `${code.toLowerCase()}@post.example` };
  const identity =
    name === undefined
      ? {}
      : { identity: { names: [{ text: name }], ...(dice.chance(0.5) ? { contacts: [contact] } : {}) } };
  const attributes = dice.chance(0.3)
    ? { attributes: [{ name: 'languages', value: dice.pick(['two', 'three', 'Teskian only']) }] }
    : {};
  const id = add({ actorType: 'private-individual', sourceCode: code, ...identity, ...attributes });
  const reliability = dice.weighted({ A: 8, B: 24, C: 22, D: 6, E: 2, F: 8, '': 30 });
  return { id, code, connection: 'eyewitness', ...(reliability === '' ? {} : { reliability }) };
}

/** Who belongs to whom, each link resting on one item. */
export function structure(cast: Cast, record: NewRecord, item: string): Change[] {
  const id = (key: string) => cast.parties.get(key)!.id;
  return STRUCTURE.map(([from, type, to]) =>
    record('link', { from: id(from), to: id(to), type, basis: [{ itemId: item }], level: 2, sensitivity: 'partner' }),
  );
}
