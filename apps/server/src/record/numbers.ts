import { type Instance, isConnectionLost } from '../database/index.ts';
import { compartmentCodes, drawNumbers } from './session-store.ts';
import { type Change, Forbidden, NotFound, type Session } from './types.ts';

/** References drawn ahead for one record at a time: a restart leaves at most this gap. */
const AHEAD = 16;

interface Numbers {
  readonly code: string;
  drawn: number[];
}

const caches = new WeakMap<Instance, Map<string, Numbers>>();

/**
 * What was drawn and not used yet. A database that crashes may forget that it gave numbers out, and give them to another
 * process; so they are dropped when a connection to it breaks.
 */
function cacheOf(instance: Instance): Map<string, Numbers> {
  const known = caches.get(instance);
  if (known !== undefined) return known;
  const cache = new Map<string, Numbers>();
  caches.set(instance, cache);
  const drop = (): void => cache.clear();
  instance.app.on('error', drop);
  instance.app.on('release', (error: unknown) => {
    if (error === true || isConnectionLost(error)) drop();
  });
  return cache;
}

/**
 * Gives short references, for instance `KHA-000217`, to the new records of a list. They are drawn from the compartment's
 * sequence in blocks, so that a commit needs no round trip of its own for them.
 *
 * @throws NotFound when the session may not write into a compartment
 */
export async function referenceMaker(
  instance: Instance,
  session: Session,
  changes: readonly Change[],
): Promise<(compartment: string) => string> {
  const wanted = new Map<string, number>();
  for (const { base, compartment } of changes)
    if (base === 0) wanted.set(compartment, (wanted.get(compartment) ?? 0) + 1);
  const given = new Map<string, { code: string; drawn: number[] }>();
  for (const [compartment, count] of wanted) given.set(compartment, await draw(instance, session, compartment, count));
  return (compartment) => {
    const numbers = given.get(compartment);
    const number = numbers?.drawn.shift();
    if (numbers === undefined || number === undefined) throw new NotFound();
    return `${numbers.code}-${String(number).padStart(6, '0')}`;
  };
}

async function draw(instance: Instance, session: Session, compartment: string, count: number): Promise<Numbers> {
  const cache = cacheOf(instance);
  const numbers = cache.get(compartment) ?? { code: await codeOf(instance, session, compartment), drawn: [] };
  cache.set(compartment, numbers);
  if (numbers.drawn.length < count) {
    const more = await nextNumbers(
      instance,
      session,
      compartment,
      'reference',
      Math.max(count - numbers.drawn.length, AHEAD),
    );
    numbers.drawn.push(...more);
  }
  return { code: numbers.code, drawn: numbers.drawn.splice(0, count) };
}

/** Why a session may not write into compartments: a member hears that it may not write, anybody else that there is none. */
export async function compartmentRefusal(
  instance: Instance,
  session: Session,
  compartments: readonly string[],
): Promise<Forbidden | NotFound> {
  const mine = await compartmentCodes(instance.app, session.secret);
  return compartments.every((compartment) => mine.has(compartment))
    ? new Forbidden('You may read this compartment but not write into it.')
    : new NotFound('There is no such compartment, or you may not see it.');
}

async function codeOf(instance: Instance, session: Session, compartment: string): Promise<string> {
  const code = (await compartmentCodes(instance.app, session.secret)).get(compartment);
  if (code === undefined) throw await compartmentRefusal(instance, session, [compartment]);
  return code;
}

/** Draws source codes (`KHA-S-014`) for new sources. */
export async function nextSourceCodes(
  instance: Instance,
  session: Session,
  compartment: string,
  count: number,
): Promise<string[]> {
  if (count === 0) return [];
  const code = await codeOf(instance, session, compartment);
  const numbers = await nextNumbers(instance, session, compartment, 'source', count);
  return numbers.map((number) => `${code}-S-${String(number).padStart(3, '0')}`);
}

async function nextNumbers(
  instance: Instance,
  session: Session,
  compartment: string,
  what: 'reference' | 'source',
  count: number,
): Promise<number[]> {
  const all: number[] = [];
  while (all.length < count) {
    const drawn = await drawNumbers(instance.app, {
      secret: session.secret,
      compartment,
      what,
      count: Math.min(count - all.length, 10_000),
    });
    if (drawn === null) throw await compartmentRefusal(instance, session, [compartment]);
    all.push(...drawn);
  }
  return all;
}
