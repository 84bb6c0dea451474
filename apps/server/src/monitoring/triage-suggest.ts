import { type FuzzyPlace, type FuzzyTime, spotOf } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { findReference, search, withSession } from '../record/index.ts';
import { NotFound, type RecordRow, type SearchQuery, type Session } from '../record/types.ts';
import { recordsOf, type SortedRecord } from './triage-store.ts';
import { postedOf } from './triage-take.ts';

/** Why an incident may be the one that an entry belongs to. */
export type SuggestedBy = 'asked' | 'time-and-place' | 'place' | 'time' | 'recent';

export interface Suggestion {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly time?: unknown;
  readonly place?: unknown;
  readonly status?: string;
  readonly why: SuggestedBy;
}

const MOST = 12;
const DAYS = 3;
const KM = 25;
const REFERENCE = /^\p{L}{2,}-?0*\d+$/u;

/**
 * Incidents that an entry may belong to: those that were asked for by name, place or reference, else the ones nearest to where
 * and when it says that it was recorded, then the ones that were worked on last.
 *
 * @throws NotFound
 */
export async function suggestIncidents(
  instance: Instance,
  session: Session,
  { batch, entry, text = '' }: { batch: string; entry?: string; text?: string },
): Promise<Suggestion[]> {
  const records = await withSession(instance, session, (db) =>
    recordsOf(db, entry === undefined ? [batch] : [batch, entry]),
  );
  const place = records.find(({ id }) => id === batch);
  if (place?.kind !== 'batch') throw new NotFound('There is no such batch, or you may not see it.');
  const base: SearchQuery = { kind: 'incident', compartment: place.compartment, limit: MOST };
  const asked = text.trim();
  const found =
    asked === ''
      ? await likely(
          instance,
          session,
          base,
          records.find(({ id }) => id === entry),
        )
      : await named(instance, session, base, asked);
  const once = new Map<string, Suggestion>();
  for (const each of found) if (!once.has(each.id) && each.id !== entry) once.set(each.id, each);
  return [...once.values()].slice(0, MOST);
}

async function named(instance: Instance, session: Session, base: SearchQuery, text: string): Promise<Suggestion[]> {
  const { compartment = '' } = base;
  const [byReference, byText, byPlace] = await Promise.all([
    REFERENCE.test(text)
      ? findReference(instance, session, { reference: text.toUpperCase(), kind: 'incident', compartment })
      : { records: [] },
    search(instance, session, { ...base, text }),
    search(instance, session, { ...base, place: text }),
  ]);
  return [...byReference.records, ...byText.records, ...byPlace.records].map((row) => suggestion(row, 'asked'));
}

async function likely(
  instance: Instance,
  session: Session,
  base: SearchQuery,
  entry: SortedRecord | undefined,
): Promise<Suggestion[]> {
  const around = entry === undefined ? {} : whereAndWhen(entry);
  const ask = async (query: SearchQuery | null, why: SuggestedBy): Promise<Suggestion[]> =>
    query === null ? [] : (await search(instance, session, query)).records.map((row) => suggestion(row, why));
  const { period, near } = around;
  const found = await Promise.all([
    ask(period && near ? { ...base, ...period, near } : null, 'time-and-place'),
    ask(near ? { ...base, near } : null, 'place'),
    ask(period ? { ...base, ...period } : null, 'time'),
    ask(base, 'recent'),
  ]);
  return found.flat();
}

/** Where and when an entry says that it was recorded: of an item its file or message, of an incident its own time and place. */
function whereAndWhen({ kind, body }: SortedRecord): {
  period?: { from: string; to: string };
  near?: { latitude: number; longitude: number; km: number };
} {
  const time = kind === 'item' ? postedOf(body) : (body.time as Partial<FuzzyTime> | undefined)?.start;
  // The zone of a camera is often unknown: some days around hold for all of them. EXIF writes 2024:03:01 10:00:00.
  const day = /^(\d{4})[-:](\d\d)[-:](\d\d)/.exec(time ?? '');
  const at = day === null ? Number.NaN : Date.parse(`${day[1]}-${day[2]}-${day[3]}T00:00:00Z`);
  const shifted = (days: number): string => new Date(at + days * 86_400_000).toISOString().slice(0, 10);
  const place = body.place as FuzzyPlace | undefined;
  const point = kind === 'item' ? body.recorded : place && spotOf(place);
  const { latitude, longitude } = (point ?? {}) as Record<string, unknown>;
  return {
    ...(Number.isNaN(at) ? {} : { period: { from: shifted(-DAYS), to: shifted(DAYS + 1) } }),
    ...(typeof latitude === 'number' && typeof longitude === 'number' ? { near: { latitude, longitude, km: KM } } : {}),
  };
}

function suggestion({ id, reference, body }: RecordRow, why: SuggestedBy): Suggestion {
  const { title = reference, time, place, status } = body as Record<string, string | undefined>;
  return {
    ...{ id, reference, title, why },
    ...(time === undefined ? {} : { time }),
    ...(place === undefined ? {} : { place }),
    ...(status === undefined ? {} : { status }),
  };
}
