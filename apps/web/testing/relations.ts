import type { ServerUnderTest } from './server.ts';

// By address, not by import: the browser's type check would otherwise take in the whole server.
const SERVER = '../../server/src';
/** Victims on one list: more than a page of links holds. */
export const MANY = 260;
const TOWNS = ['Holmgrad', 'Tarn', 'Verlisk', 'Brovar', 'Osk'];
const TIME = { start: '2031-03-03', precision: 'day' };
const PLACE = {
  point: { latitude: 49.98, longitude: 36.25 },
  name: { en: 'Verlisk', uk: 'Верліск' },
  precision: 'near',
};

export interface Laid {
  /** An incident in work, with a statement about it, and one that tells of the same. */
  clinic: string;
  twice: string;
  /** One with many victims, a perpetrator, and incidents that led to it. */
  march: string;
}

/** Compares everything that waits to be. */
export async function compareAll(server: ServerUnderTest): Promise<void> {
  const { compareNow } = await import(`${SERVER}/monitoring/index.ts`);
  await compareNow(server.instance);
}

/** Invented incidents, two of them the same, one with hundreds of relations; all compared with each other. */
export async function layRelations(server: ServerUnderTest): Promise<Laid> {
  const { commit, newId, openOperatorSession } = await import(`${SERVER}/record/index.ts`);
  const { compareNow } = await import(`${SERVER}/monitoring/index.ts`);
  const changes: { id: string; kind: string; compartment: string; base: number; body: object }[] = [];
  const make = (kind: string, body: object): string => {
    const id: string = newId();
    changes.push({ id, kind, compartment: server.compartment.id, base: 0, body });
    return id;
  };
  const counts = (best: number) => [{ outcome: 'killed', count: { best, unit: 'persons' } }];
  const clinic = make('incident', {
    ...{ title: 'Shelling of the clinic in Verlisk', status: 'open', time: TIME, place: PLACE, counts: counts(3) },
    summary: 'Three shells struck the eastern wing of the clinic shortly after noon.',
  });
  const twice = make('incident', {
    ...{ title: 'Clinic in Verlisk shelled', status: 'new', place: PLACE, counts: counts(4) },
    time: { start: '2031-03', precision: 'month' },
  });
  const item = make('item', { itemKind: 'paper', title: 'List of the council' });
  const said = make('statement', {
    ...{ sourceCode: 'TEA-S-014', text: 'They came from the north.', item, reliability: 'B', credibility: 2 },
    about: [{ record: clinic }],
  });
  const march = make('incident', { title: 'March', time: { start: '2032-03', precision: 'month' } });
  const [february, january] = [make('incident', { title: 'February' }), make('incident', { title: 'January' })];
  make('statement', { sourceCode: 'TEA-S-015', summary: 'A list of names.', about: [{ record: march }] });
  const basis = [{ statementId: said }];
  const act = make('act', { incident: march, type: { scheme: 'act-type', code: 'killing' }, basis });
  const group = (text: string, lang = 'en') => make('actor', { actorType: 'group', names: [{ text, lang }] });
  const column = group('Сіра колона', 'uk');
  group('Sira kolona');
  const tie = (from: string, to: string, type: string) => make('link', { from, to, type, basis });
  for (let i = 0; i < MANY; i++) tie(group(`Household ${i} of ${TOWNS[i % TOWNS.length]}`), act, 'victim-of');
  tie(february, march, 'precedes');
  tie(january, february, 'precedes');
  tie(column, act, 'perpetrator-of');
  await commit(server.instance, await openOperatorSession(server.instance), changes, 'Laid for a test');
  await compareNow(server.instance);
  return { clinic, twice, march };
}
