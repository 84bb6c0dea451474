import { isErasable, KINDS, type KindName, levelOfField } from '@cairn/model';
import { disclosureDigest, entryOf, openRevision, readDisclosure } from '@cairn/revision';
import { type Erased, type ErasedDisclosure, revisionKey } from './erasure-store.ts';
import type { Ledger } from './findings.ts';
import { type Order, orderedAs, outOfOrder } from './order.ts';
import type { RevisionRow } from './revision-store.ts';

/** What one sound revision says. */
export interface ReadRevision {
  readonly claims: Map<string, unknown>;
  readonly body: Record<string, unknown>;
  /** What an erasure took of it. */
  readonly erased: readonly ErasedDisclosure[];
}

/** Keys of which instances' revisions are this log's. */
export interface Trust {
  readonly knownKids: ReadonlySet<string>;
  /** What erasures took: nothing else may be missing, and nothing of it may be there. */
  readonly erased: Erased;
}

/**
 * Checks one revision by itself: the token's signature by a known key, its entry, each disclosure's digest and level, and
 * that none is missing. Names what is wrong by the record's id.
 *
 * @returns its claims as far as they can be read, or null when nothing can
 */
export function checkRevision(row: RevisionRow, trust: Trust, ledger: Ledger): ReadRevision | null {
  const where = `revision ${row.number}`;
  const add = (what: string, message: string, expected: unknown = '', found: unknown = ''): void =>
    ledger.add(what, row.record, `${where}: ${message}`, expected, found);

  const entry = Buffer.from(entryOf(row.token));
  if (!entry.equals(row.entry))
    add(
      'revision',
      'its log entry is not the hash of its token',
      entry.toString('hex'),
      Buffer.from(row.entry).toString('hex'),
    );
  const open = openToken(row, trust, add);
  const named = (trust.erased.get(revisionKey(row.record, row.number)) ?? []).filter(({ digest }) => open.has(digest));
  const claims = new Map<string, unknown>();
  const levels = new Map<string, string>();
  const ends: number[] = [];
  for (const part of row.disclosures) {
    if (part.compartment !== row.compartment)
      add(
        'disclosure',
        `the disclosures of level ${part.level} are filed under another compartment`,
        row.compartment,
        part.compartment,
      );
    for (const encoded of part.encoded.split('~')) readOne(encoded, part.level, open, claims, levels, add);
    ends.push(claims.size);
  }
  const erased = erasedOf(named, open, add);
  checkCount(claims, erased.length, add);
  if (erased.length > 0) checkStructure(claims, add);
  const body = Object.fromEntries(
    [...claims].filter(([name]) => name.startsWith('body.')).map(([name, value]) => [name.slice(5), value]),
  );
  checkColumns(row, claims, add);
  checkLevels(claims, body, levels, erased, add);
  if (outOfOrder(claims.keys(), orderOf(claims), ends)) add('disclosure', 'its disclosures are not in their order');
  return claims.size === 0 ? null : { claims, body, erased };
}

/** What erasures took of a revision: each disclosure once, whose digest stood in the token and whose text is gone. */
function erasedOf(named: readonly ErasedDisclosure[], open: Set<string>, add: Add): ErasedDisclosure[] {
  const erased = new Map<string, ErasedDisclosure>();
  for (const each of named) {
    const { claim, digest, erasure } = each;
    if (!open.has(digest)) add('disclosure', `"${claim}" was erased (${erasure}) and is there`, '', claim);
    else if (!isErasable(claim)) add('disclosure', `"${claim}" is missing, and no erasure may take it (${erasure})`);
    else erased.set(digest, each);
  }
  return [...erased.values()];
}

/** What every revision discloses and no erasure takes: one that did would name it as something else. */
const STRUCTURE = ['record', 'kind', 'version', 'compartment', 'reference', 'revision', 'author', 'at'];

function checkStructure(claims: Map<string, unknown>, add: Add): void {
  for (const name of STRUCTURE)
    if (!claims.has(name)) add('disclosure', `"${name}" is missing, and no erasure may take it`);
}

function checkCount(claims: Map<string, unknown>, erased: number, add: Add): void {
  const held = claims.get('disclosures');
  const found = claims.size - 1 + erased;
  if (typeof held !== 'number') add('disclosure', 'the number of its disclosures is missing');
  else if (found < held) add('disclosure', `${held - found} of its disclosures are missing`, held, found);
  else if (found > held) add('disclosure', 'there are more disclosures than were committed', held, found);
}

type Add = (what: string, message: string, expected?: unknown, found?: unknown) => void;

function openToken(row: RevisionRow, { knownKids }: Trust, add: Add): Set<string> {
  try {
    const known = (kid: string) => (knownKids.has(kid) ? Buffer.from(kid, 'base64url') : undefined);
    return openRevision(row.token, known).digests;
  } catch (error) {
    add('revision', `its token does not verify: ${(error as Error).message}`);
  }
  // What it commits to is read all the same, so that each disclosure is judged by itself.
  try {
    const payload = JSON.parse(Buffer.from(row.token.split('.')[1] ?? '', 'base64url').toString('utf8')) as {
      _sd?: unknown;
    };
    return new Set(Array.isArray(payload._sd) ? (payload._sd as string[]) : []);
  } catch {
    return new Set();
  }
}

function readOne(
  encoded: string,
  level: string,
  open: Set<string>,
  claims: Map<string, unknown>,
  levels: Map<string, string>,
  add: Add,
): void {
  try {
    const { name, value } = readDisclosure(encoded);
    if (!open.delete(disclosureDigest(encoded))) {
      add('disclosure', `"${name}" was altered: the token does not commit to it`, '', value);
    } else if (claims.has(name)) {
      add('disclosure', `"${name}" stands there twice`);
    } else {
      claims.set(name, value);
      levels.set(name, level);
    }
  } catch (error) {
    add('disclosure', `one of level ${level} cannot be read: ${(error as Error).message}`);
  }
}

function checkColumns(row: RevisionRow, claims: Map<string, unknown>, add: Add): void {
  const columns: [string, unknown][] = [
    ['record', row.record],
    ['revision', row.number],
    ['compartment', row.compartment],
  ];
  for (const [name, found] of columns) {
    const committed = claims.get(name);
    if (committed !== undefined && committed !== found)
      add('revision', `it is filed under another ${name}`, committed, found);
  }
}

/** Claims about a revision, in the order in which every commit discloses them; fields follow. */
const CLAIMS: readonly string[] = [
  ...['record', 'kind', 'version', 'compartment', 'reference', 'revision', 'author', 'at', 'reason', 'previous'],
  'escaped',
];
const ORDER = orderedAs(CLAIMS);
const ORDERS = new Map<unknown, Order>(
  Object.entries(KINDS).map(([kind, { fields }]) => [
    kind,
    orderedAs([...CLAIMS, ...Object.keys(fields).map((field) => `body.${field}`), 'disclosures']),
  ]),
);

/** The order of disclosures within a level. Of an older version of a kind nobody knows how its fields were ordered. */
function orderOf(claims: Map<string, unknown>): Order {
  const kind = claims.get('kind');
  const isCurrent = KINDS[kind as KindName]?.version === claims.get('version');
  return (isCurrent ? ORDERS.get(kind) : undefined) ?? ORDER;
}

/** Each field must be kept at its own level: a lower one would show it to whoever may not see it. */
function checkLevels(
  claims: Map<string, unknown>,
  body: Record<string, unknown>,
  levels: Map<string, string>,
  erased: readonly ErasedDisclosure[],
  add: Add,
): void {
  const kind = KINDS[claims.get('kind') as KindName];
  if (kind === undefined) return;
  const order = ['public', 'partner', 'internal', 'case-only', 'sealed', 'identity'];
  let lowest = 'identity';
  const gone = erased.flatMap(({ claim }) => (claim.startsWith('body.') ? [claim.slice(5)] : []));
  for (const field of [...Object.keys(body), ...gone]) {
    const spec = (kind.fields as Record<string, { class: 'public' } | undefined>)[field];
    if (spec === undefined) continue;
    const expected = levelOfField(spec.class, body.sensitivity as 'public' | undefined);
    if (order.indexOf(expected) < order.indexOf(lowest)) lowest = expected;
    const found = levels.get(`body.${field}`);
    if (found !== undefined && found !== expected)
      add('disclosure', `"${field}" is kept at another level`, expected, found);
  }
  for (const [name, found] of levels) {
    const expected = name === 'disclosures' ? 'audit' : name.startsWith('body.') ? found : lowest;
    if (found !== expected) add('disclosure', `"${name}" is kept at another level`, expected, found);
  }
}
