import { createHash } from 'node:crypto';
import type { Instance } from '../database/index.ts';
import { waitingIn } from '../evidence/index.ts';
import { commit, findExternal, newId } from '../record/index.ts';
import { type Change, Conflict, type Session } from '../record/types.ts';
import { addressOf } from '../store/index.ts';
import { makeBatch, type NewBatch } from './triage-batches.ts';

/** What became of a list of addresses. */
export interface LinksTaken {
  /** The batch; null where no address was new. */
  readonly batch: string | null;
  readonly added: number;
  /** Lines, from 1, that say the same address as an earlier one. */
  readonly doubles: number[];
  /** Addresses that an item held before. */
  readonly held: { readonly line: number; readonly item: string }[];
  readonly refused: { readonly line: number; readonly why: 'no-address' | 'too-long' }[];
}

const LONGEST_ADDRESS = 4_000;

/** An address as it is compared: the host in small letters, no default port, nothing after `#`. Null for what is none. */
export function comparable(line: string): string | null {
  try {
    const url = new URL(line.trim());
    if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
    url.hash = '';
    return url.href;
  } catch {
    return null;
  }
}

/** Under this name an outside row of an item says which address or message it came from, in a form that tells nobody else. */
const LINK_DATASET = 'link';

/**
 * By it an address is known again within a compartment. It is made with a key that lies outside the database: the address
 * itself is an identity field, and stands in no index.
 */
export function markOf(instance: Instance, compartment: string, text: string): string {
  return addressOf(instance, compartment, createHash('sha256').update(text, 'utf8').digest('hex'));
}

/**
 * Makes one batch of a list of addresses, each an item that holds nothing but its address. Doubles in the list and addresses
 * that are held already are said, and make none.
 *
 * @throws Invalid, Forbidden, NotFound as `commit` does
 */
export async function takeLinks(
  instance: Instance,
  session: Session,
  { links, ...given }: Omit<NewBatch, 'batchKind'> & { readonly links: readonly string[] },
): Promise<LinksTaken> {
  const { compartment, reason, sensitivity } = given;
  const { fresh, doubles, refused } = sift(instance, compartment, links);
  const known = await findExternal(instance, session, compartment, LINK_DATASET, [...fresh.keys()]);
  const held = known.map(({ external, record }) => ({ line: fresh.get(external.id)?.line ?? 0, item: record }));
  for (const { external } of known) fresh.delete(external.id);
  if (fresh.size === 0) return { batch: null, added: 0, doubles, held, refused };
  const batch = await makeBatch(instance, session, { ...given, batchKind: 'links' });
  const items = [...fresh].map(([mark, { address }]): Change => {
    const own = { itemKind: 'link', url: address, title: new URL(address).host };
    const guard = sensitivity === undefined ? {} : { sensitivity };
    const body = { ...own, ...guard, ...waitingIn(batch, session), external: externalOf(LINK_DATASET, mark) };
    return { id: newId(), kind: 'item', compartment, base: 0, body };
  });
  await commitMarked(instance, session, items, reason);
  return { batch, added: items.length, doubles, held, refused };
}

export const externalOf = (dataset: string, id: string) => ({ dataset, id, occurrence: 0, role: 'item' });

/** A mark that an item has which the session does not see is no reason to refuse: that would tell of it. */
export async function commitMarked(
  instance: Instance,
  session: Session,
  items: readonly Change[],
  reason: string,
): Promise<void> {
  try {
    await commit(instance, session, items, reason);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const unmarked = items.map((item) => {
      const { external: _, ...body } = item.body;
      return { ...item, body };
    });
    await commit(instance, session, unmarked, reason);
  }
}

function sift(
  instance: Instance,
  compartment: string,
  links: readonly string[],
): {
  fresh: Map<string, { line: number; address: string }>;
  doubles: number[];
  refused: { line: number; why: 'no-address' | 'too-long' }[];
} {
  const fresh = new Map<string, { line: number; address: string }>();
  const doubles: number[] = [];
  const refused: { line: number; why: 'no-address' | 'too-long' }[] = [];
  for (const [place, given] of links.entries()) {
    const [line, text] = [place + 1, given.trim()];
    const address = comparable(text);
    if (text === '') continue;
    if (address === null) refused.push({ line, why: 'no-address' });
    else if (text.length > LONGEST_ADDRESS) refused.push({ line, why: 'too-long' });
    else {
      const mark = markOf(instance, compartment, address);
      if (fresh.has(mark)) doubles.push(line);
      else fresh.set(mark, { line, address: text });
    }
  }
  return { fresh, doubles, refused };
}
