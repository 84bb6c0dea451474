import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KINDS, type KindName, PLACE_PRECISIONS, TIME_PRECISIONS, validate } from '@cairn/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../audit/index.ts';
import type { Instance } from '../database/index.ts';
import { figures } from '../monitoring/figures.ts';
import { queryOf } from '../monitoring/library-query.ts';
import { listRecords, listRevisions, openOperatorSession, sequence } from '../record/index.ts';
import type { Cursor, RecordRow, Session } from '../record/types.ts';
import { figuresBySql, type Question } from '../testing/figures-by-sql.ts';
import { openFresh } from '../testing/fresh.ts';
import { NotEmpty, seedDemo } from './demo.ts';

/** Names that readers would know. None of them, nor any like them, belongs into an invented conflict. */
const REAL_NAMES = [
  ...[
    'Ukrain',
    'Russia',
    'Kyiv',
    'Kiev',
    'Moscow',
    'Donetsk',
    'Kharkiv',
    'Kherson',
    'Mariupol',
    'Bakhmut',
    'Crimea',
    'Odesa',
  ],
  ...[
    'Belarus',
    'Poland',
    'Syria',
    'Aleppo',
    'Damascus',
    'Gaza',
    'Israel',
    'Sudan',
    'Khartoum',
    'Yemen',
    'Iraq',
    'Mosul',
  ],
  ...[
    'Afghan',
    'Kabul',
    'Georgia',
    'Chechen',
    'Serbia',
    'Bosnia',
    'Kosovo',
    'Turkey',
    'China',
    'America',
    'Varna',
    'Prague',
  ],
  ...[
    'Україн',
    'Росі',
    'Київ',
    'Москв',
    'Донец',
    'Харк',
    'Херсон',
    'Маріупол',
    'Крим',
    'Одес',
    'Білорус',
    'Польщ',
    'Сирі',
  ],
];

interface Seeded {
  readonly instance: Instance;
  readonly session: Session;
  readonly records: RecordRow[];
  readonly told: number;
}

const folders: string[] = [];
const opened: Instance[] = [];
let one: Seeded;
let two: Seeded;

beforeAll(async () => {
  one = await seed();
  two = await seed();
}, 120_000);

afterAll(async () => {
  for (const instance of opened) await instance.close();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function seed(): Promise<Seeded> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cairn-demo-'));
  folders.push(folder);
  const instance = await openFresh(path.join(folder, 'data'));
  opened.push(instance);
  const { records: told } = await seedDemo(instance);
  await sequence(instance);
  const session = await openOperatorSession(instance);
  return { instance, session, records: await all(instance, session), told };
}

async function all(instance: Instance, session: Session): Promise<RecordRow[]> {
  const records: RecordRow[] = [];
  for (let cursor: Cursor | null | undefined; cursor !== null; ) {
    const page = await listRecords(instance, session, { limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    records.push(...page.records);
    cursor = page.next;
  }
  return records.toSorted((a, b) => a.reference.localeCompare(b.reference));
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** A digest of all bodies in which ids are replaced by the order of their first appearance. */
function contentOf({ records }: Seeded): string {
  const seen = new Map<string, string>();
  const name = (id: string) => {
    if (!seen.has(id)) seen.set(id, `#${seen.size}`);
    return seen.get(id)!;
  };
  const plain = (text: string) => text.replaceAll(UUID, name);
  const hash = createHash('sha256');
  for (const { id, kind, reference, revision, body } of records)
    hash.update(plain(JSON.stringify([id, kind, reference, revision, sorted(body)])));
  return hash.digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

const ofKind = (kind: KindName) => one.records.filter((record) => record.kind === kind);
const text = () => JSON.stringify(one.records.map(({ body }) => body));

/** What sets figures apart. */
const BY = ['month', 'place', 'incident-status', 'act-type', 'year', 'method', 'object'] as const;

type Told = Pick<Awaited<ReturnType<typeof figures>>, 'rows' | 'total'>;

/** Numbers by key and outcome, in one order. */
function plainly({ rows, total }: Told): string[] {
  const lines = (key: string, { n, persons }: Told['total']) =>
    persons === undefined
      ? [`${key}: ${n}`]
      : persons.map(({ outcome, low, best, high }) => `${key}: ${outcome} ${low} ${best} ${high}`);
  return [...rows.flatMap((row) => lines(String(row.key), row)), ...lines('in all', total)].toSorted();
}

describe('the demonstration', () => {
  test('has the same content each time, under other ids', () => {
    expect(contentOf(two)).toBe(contentOf(one));
    const ids = new Set(one.records.map(({ id }) => id));
    expect(two.records.some(({ id }) => ids.has(id))).toBe(false);
  });

  test('says how many records it wrote: about 400 incidents with what belongs to them', () => {
    expect(one.told).toBe(one.records.length);
    expect(ofKind('incident')).toHaveLength(400);
    for (const kind of ['actor', 'act', 'statement', 'item', 'link'] as const)
      expect(ofKind(kind).length).toBeGreaterThan(150);
  });

  test('passes an audit, stored files included', async () => {
    const report = await audit(one.instance);
    expect(report.findings).toEqual([]);
    expect(report.checked.files).toBeGreaterThan(4);
  });

  test('refuses an instance that holds records', async () => {
    await expect(seedDemo(one.instance)).rejects.toThrow(NotEmpty);
    expect(await all(one.instance, one.session)).toHaveLength(one.records.length);
  });

  test('every body is valid, and every reference leads to a record', () => {
    const ids = new Set(one.records.map(({ id }) => id));
    for (const { id, kind, compartment, revision, body } of one.records) {
      expect(validate(kind, body), id).toEqual([]);
      const { refs } = KINDS[kind].project({ id, compartment, kind, revision, body });
      expect(
        refs.filter((ref) => !ids.has(ref)),
        id,
      ).toEqual([]);
    }
  });

  test('has a note of how it counts, and something that left, told in the register as it did', async () => {
    const [note, other] = ofKind('method-note');
    expect(other).toBeUndefined();
    for (const part of ['scope', 'definitions', 'inclusion', 'sources', 'verification', 'corrections'])
      expect(String(note?.body[part]).length, part).toBeGreaterThan(40);
    const { rows } = await one.instance.owner.query('select purpose, state, records, bytes from cairn.departure');
    expect(rows).toEqual([
      {
        purpose: 'partner',
        state: 'left',
        records: expect.objectContaining({ incident: expect.any(Number) }),
        bytes: expect.anything(),
      },
    ]);
    expect(rows[0].records.incident).toBeGreaterThan(3);
  });

  test('every level from 3 up was proposed by one person and confirmed by another', async () => {
    const firm = one.records.filter(({ body }) => Number(body.level) >= 3);
    expect(firm.length).toBeGreaterThan(40);
    for (const { body } of firm) {
      const { proposal, confirmation } = body as Record<string, { by: string }>;
      expect(confirmation?.by).not.toBe(proposal?.by);
    }
    // What is above belongs to cases of accountability, and no case is told here.
    const levels = one.records.flatMap(({ body }) => [body.level, (body.proposal as { level?: number })?.level]);
    expect(Math.max(...levels.map((level) => Number(level ?? 0)))).toBe(3);
    const history = await listRevisions(one.instance, one.session, firm[0]!.id);
    expect(new Set(history.map(({ author }) => author)).size).toBeGreaterThan(1);
  });

  test('shows every precision, figures that cannot be right, flags, contradictions and acts of every party', () => {
    const of = (field: 'time' | 'place') =>
      new Set(ofKind('incident').map(({ body }) => (body[field] as { precision: string } | undefined)?.precision));
    for (const precision of TIME_PRECISIONS) expect(of('time')).toContain(precision);
    for (const precision of PLACE_PRECISIONS) expect(of('place')).toContain(precision);
    expect(text()).toContain('"anomalies":["low>best"]');
    expect(ofKind('incident').filter(({ body }) => body.flags !== undefined).length).toBeGreaterThan(10);
    const links = ofKind('link').map(({ body }) => body);
    for (const type of ['contradicts', 'possible-duplicate-of', 'victim-of', 'held-at', 'retaliates-for'])
      expect(links.some((body) => body.type === type)).toBe(true);
    const accused = new Set(links.filter(({ type }) => type === 'perpetrator-of').map(({ from }) => from));
    const names = ofKind('actor')
      .filter(({ id }) => accused.has(id))
      .map(({ body }) => (body.names as { text: string }[])[0]?.text);
    expect(names).toEqual(
      expect.arrayContaining([
        'Armed Forces of Orlava',
        'Armed Forces of Tesk',
        'Free Columns of the Lowland',
        'Ombrel Home Watch',
      ]),
    );
    expect(ofKind('statement').some(({ body }) => body.language === 'uk')).toBe(true);
  });

  test('figures are what SQL written for this test counts in the records themselves', async () => {
    const { rows: compartments } = await one.instance.owner.query('select id from cairn.compartment');
    const questions: Question[] = [
      ...BY.map((by) => ({ kind: 'incident' as const, count: 'incidents' as const, by })),
      ...BY.map((by) => ({ kind: 'incident' as const, count: 'acts' as const, by })),
      ...BY.slice(0, 5).map((by) => ({ kind: 'incident' as const, count: 'persons' as const, by })),
      ...BY.slice(0, 4).map((by) => ({ kind: 'incident' as const, count: 'statements' as const, by })),
      ...BY.map((by) => ({ kind: 'act' as const, count: 'acts' as const, by })),
      { kind: 'act', count: 'persons', by: 'method' },
    ];
    let counted = 0;
    for (const { id: compartment } of compartments) {
      const expected = await figuresBySql(one.instance.owner, compartment, questions);
      for (const [i, { kind, count, by }] of questions.entries()) {
        const query = queryOf({ compartment, kind }, one.session);
        const told = await figures(one.instance, one.session, { query, count, by });
        expect(plainly(told), `${count} of ${kind} by ${by}`).toEqual(plainly(expected[i] as Told));
        counted += told.rows.length;
      }
    }
    expect(counted).toBeGreaterThan(100);
  });

  test('lies in open ocean and names no place or people of this world', () => {
    for (const { body } of one.records) {
      const point = (body.place as { point?: { latitude: number; longitude: number } } | undefined)?.point;
      if (point === undefined) continue;
      expect(point.latitude).toBeGreaterThan(-49);
      expect(point.latitude).toBeLessThan(-46);
      expect(point.longitude).toBeGreaterThan(-125);
      expect(point.longitude).toBeLessThan(-120);
    }
    const whole = text().toLowerCase();
    expect(REAL_NAMES.filter((name) => whole.includes(name.toLowerCase()))).toEqual([]);
  });
});
