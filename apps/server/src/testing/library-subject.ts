import { addUser, createToken, setMember, signInWithToken } from '../access/index.ts';
import { type Change, commit, newId, type Session } from '../record/index.ts';
import { type Populated, populate } from './populated.ts';

export interface LibrarySubject extends Populated {
  /** The operator, members who read more or less, and somebody who reads nothing. */
  readonly sessions: readonly Session[];
  readonly incidents: readonly Change[];
}

export const WORDS = ['bridge', 'лікарня', 'школы', 'convoy', 'Харкова'] as const;
const LEVELS = ['public', 'partner', 'internal', 'case-only', 'sealed'] as const;
const METHODS = ['drone', 'artillery', 'small-arms'] as const;
const STATUSES = ['triage', 'open', 'needs-help'] as const;
const TYPES = ['killing', 'torture', 'enforced-disappearance'] as const;

/** A populated instance with incidents and acts of all levels, words, periods, places and codes in two compartments. */
export async function startLibrarySubject(): Promise<LibrarySubject> {
  const full = await populate();
  const { instance, session, compartment, other } = full;
  const incidents = [...scattered(compartment.id, 70), ...scattered(other.id, 40)];
  const items = [compartment.id, other.id].map((place) => itemOf(place));
  const acts = incidents.flatMap((incident, i) => actOf(incident, i, items));
  await commit(instance, session, incidents, 'Scattered');
  await commit(instance, session, [...items, ...acts], 'Acts');
  const sessions = [session];
  for (const [name, within, clearance] of [
    ['a', 'Team', 'public'],
    ['b', 'Team', 'internal'],
    ['c', 'Other', 'case-only'],
    ['d', null, ''],
  ] as const) {
    await addUser(instance, 'operator:tester', { email: `${name}@example.org`, name });
    const member = { user: `${name}@example.org`, role: 'contributor', clearance };
    if (within !== null) await setMember(instance, 'operator:tester', { compartment: within, ...member });
    const { token } = await createToken(instance, 'operator:tester', { user: `${name}@example.org` });
    const live = await signInWithToken(instance, token);
    if (live !== null) sessions.push(live.session);
  }
  return Object.assign(full, { sessions, incidents });
}

function itemOf(compartment: string): Change {
  return { id: newId(), kind: 'item', compartment, base: 0, body: { itemKind: 'object', title: 'Notebook' } };
}

/** At levels of their own: some are hidden where their incident is not. */
function actOf({ id, compartment }: Change, i: number, items: readonly Change[]): Change[] {
  if (i % 3 === 2) return [];
  const itemId = items.find((item) => item.compartment === compartment)?.id;
  const basis = [{ itemId, recordedBy: 'tester', recordedAt: '2031-03-07T10:00:00Z', method: 'interview' }];
  const type = { scheme: 'act-type', code: TYPES[i % TYPES.length] };
  const body = { incident: id, type, sensitivity: LEVELS[(i * 3) % 5], level: i % 2, basis };
  return [{ id: newId(), kind: 'act', compartment, base: 0, body }];
}

/** Records over time, place, words, codes and sensitivities, the same each time; some without period or place. */
function scattered(compartment: string, n: number): Change[] {
  return Array.from({ length: n }, (_, i) => ({
    id: newId(),
    kind: 'incident',
    compartment,
    base: 0,
    body: {
      title: `${WORDS[i % 5]} ${WORDS[(i * 7) % 5]} ${i}`,
      summary: `Told of a ${WORDS[(i * 3) % 5]}`,
      sensitivity: LEVELS[i % 5],
      status: STATUSES[i % 3],
      tags: i % 4 === 0 ? ['north'] : ['south', 'late'],
      codes: [{ scheme: 'method', code: METHODS[i % 3] }],
      ...(i % 6 === 0 ? {} : { time: timeOf(i) }),
      ...(i % 7 === 0 ? {} : { place: placeOf(i) }),
      ...(i % 8 === 0 ? { moreTimes: [timeOf(i + 5)], morePlaces: [placeOf(i + 3)] } : {}),
    },
  }));
}

function timeOf(i: number): object {
  const month = `2031-0${1 + (i % 9)}`;
  return { start: `${month}-1${i % 10}`, end: `${month}-2${i % 9}`, precision: 'week', tz: 'Europe/Kyiv' };
}

function placeOf(i: number): object {
  const point = { latitude: (i % 20) - 10 + 0.3, longitude: (i % 30) - 15 + 0.2 };
  return { point, precision: i % 2 === 0 ? 'exact' : 'adm1', name: { en: 'Lower Market' } };
}
