import {
  type AddCheckpoint,
  addSignature,
  EMPTY_ROOT,
  equalBytes,
  NoteError,
  type OpenedCheckpoint,
  openCheckpoint,
  openNote,
  ProofError,
  parseAddCheckpoint,
  parseCheckpoint,
  parseVerifierKey,
  provesOtherHistory,
  toBase64,
  verifyConsistency,
} from '@cairn/ledger';
import { type Instance, inTransaction } from '../database/index.ts';
import { lockDeeds } from './deed-store.ts';
import { type Deed, decideDeeds } from './deeds.ts';
import type { Queries } from './log-store.ts';
import { Refusal } from './types.ts';
import { raiseWitnessMark, readWitnessMark } from './witness-mark.ts';
import { forksSeen, newestWitnessed, partnerOf, partnerSetting, witnessedOfSize } from './witness-store.ts';

/**
 * Why a checkpoint is not cosigned.
 *
 * * `malformed`: no request of the form of C2SP tlog-witness;
 * * `own`, `unknown`, `other-key`: the log is this instance's own, was not made known, or is known by another key;
 * * `unsigned`: the known key did not sign it;
 * * `order`: the old size is larger than the checkpoint's;
 * * `stale`: the old size is not that of the checkpoint cosigned last, which `size` tells;
 * * `unproven`: the proof does not hold;
 * * `two-roots`, `other-history`: it contradicts a checkpoint of the same size, or a smaller one, that the same log signed;
 * * `distrusted`: the log showed two histories before and is cosigned no more;
 * * `forgot`: this instance itself forgot what it signed.
 */
export type RefusalKind =
  | 'malformed'
  | 'own'
  | 'unknown'
  | 'other-key'
  | 'unsigned'
  | 'order'
  | 'stale'
  | 'unproven'
  | 'two-roots'
  | 'other-history'
  | 'distrusted'
  | 'forgot';

/** A partner's checkpoint is not cosigned. */
export class WitnessRefusal extends Refusal {
  readonly kind: RefusalKind;
  /** Of the checkpoint cosigned last; of `stale` only, and of `two-roots` where another old size was named. */
  readonly size: bigint | null;

  constructor(kind: RefusalKind, what: string, where = '', todo = '', size: bigint | null = null) {
    super(what, where, todo);
    this.kind = kind;
    this.size = size;
  }
}

/** Contradictions kept of one log: one shows it, the others that it goes on. */
const MOST_FORKS = 8;

/** A request whose checkpoint is signed with the key that is known for its log. */
interface Asked {
  readonly request: AddCheckpoint;
  readonly next: OpenedCheckpoint;
  readonly vkey: string;
  /** That key, and those that the log signed with before. */
  readonly keys: readonly string[];
  /** The checkpoint with its log's own signature and no other. */
  readonly note: string;
}

/**
 * Cosigns a partner's checkpoint after checking that it continues the one signed before. What was signed is committed
 * first, under a lock, and marked outside the database: two histories of one log are never signed. Where signed checkpoints
 * contradict each other both are committed, and the log is cosigned no more.
 *
 * @param key the partner's log key; needed the first time, and never to change later
 * @param admit told of the log before anything is written; what it throws, nothing is
 * @returns the checkpoint with the cosignature added
 * @throws WitnessRefusal
 */
export async function cosign(
  instance: Instance,
  text: string,
  by: string,
  key?: string,
  admit: (origin: string) => void = () => undefined,
): Promise<string> {
  const asked = await readAsked(instance, text, key);
  const { next, request } = asked;
  const mark = { size: Number(next.size), root: toBase64(next.root) };
  // Most requests that change nothing are answered without a lock, so that nobody can hold up those that do.
  const first = await judge(instance, instance.access, asked);
  // Without the lock another request may have signed between the look into the database and the one at the mark.
  const unsure = first.refusal?.kind === 'forgot';
  if (first.deeds.length === 0 && first.refusal !== null && !unsure) throw first.refusal;
  const marked = readWitnessMark(instance.data.keys, next.origin);
  if (first.deeds.length === 0 && !unsure && key === undefined && marked?.size === mark.size)
    return addSignature(request.checkpoint, instance.keys.witness);

  admit(next.origin);
  let last = first;
  await decideDeeds(instance, async (db) => {
    const made = await madeKnown(db, asked, by, key);
    last = await judge(instance, db, asked);
    return [...(last.refusal === null ? made : []), ...last.deeds.map((deed) => ({ ...deed, by }))];
  });
  if (last.refusal !== null) throw last.refusal;
  await inTransaction(instance.access, async (client) => {
    await lockDeeds(client);
    raiseWitnessMark(instance.data.keys, next.origin, mark);
  });
  return addSignature(request.checkpoint, instance.keys.witness);
}

/** Reads a request as far as it can be believed without looking at what was signed before. */
async function readAsked(instance: Instance, text: string, given: string | undefined): Promise<Asked> {
  const { request, origin } = parsed(text);
  if (origin === instance.keys.origin)
    throw new WitnessRefusal('own', 'An instance does not witness its own log.', origin);
  const partner = await partnerOf(instance.access, origin);
  const known = partner?.key ?? null;
  if (known === null && given === undefined) {
    throw new WitnessRefusal(
      'unknown',
      'This log is not known here.',
      origin,
      'Get its key from its owner in person or by telephone and give it with --key.',
    );
  }
  if (known !== null && given !== undefined && known !== given)
    throw new WitnessRefusal(
      'other-key',
      'Another key is known for this log.',
      origin,
      'Ask its owner why before anything else.',
    );
  const vkey = known ?? parseVerifierKey(given ?? '').vkey;
  const next = opened(request.checkpoint, vkey);
  if (request.oldSize > next.size)
    throw new WitnessRefusal('order', `The old size ${request.oldSize} is larger than the checkpoint's.`, origin);
  const keys = [vkey, ...(partner?.earlier ?? [])];
  return { request, next, vkey, keys, note: signedAlone(request.checkpoint, vkey) };
}

function parsed(text: string): { request: AddCheckpoint; origin: string } {
  try {
    const request = parseAddCheckpoint(text);
    const { checkpoint } = request;
    const { origin, size, root } = parseCheckpoint(checkpoint.slice(0, checkpoint.lastIndexOf('\n\n') + 1));
    if (size > BigInt(Number.MAX_SAFE_INTEGER)) throw new NoteError(`${size} entries are more than are followed here`);
    if (size === 0n && !equalBytes(root, EMPTY_ROOT)) throw new NoteError('the root of an empty log is another');
    return { request, origin };
  } catch (error) {
    if (error instanceof NoteError || error instanceof ProofError)
      throw new WitnessRefusal('malformed', `The request cannot be read: ${error.message}.`);
    throw error;
  }
}

function opened(checkpoint: string, vkey: string): OpenedCheckpoint {
  try {
    return openCheckpoint(checkpoint, [parseVerifierKey(vkey)]);
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new WitnessRefusal('unsigned', `The checkpoint does not verify: ${error.message}.`);
  }
}

/** Lines of others are not kept: anybody can add them. */
function signedAlone(checkpoint: string, vkey: string): string {
  const split = checkpoint.lastIndexOf('\n\n') + 2;
  const text = checkpoint.slice(0, split);
  const own = checkpoint
    .slice(split)
    .split('\n')
    .find((line) => {
      try {
        return openNote(`${text}${line}\n`, [parseVerifierKey(vkey)]).signatures.length > 0;
      } catch {
        return false;
      }
    });
  return `${text}${own}\n`;
}

/** The deed that makes a partner known who came by file for the first time. */
async function madeKnown(db: Queries, { next, vkey }: Asked, by: string, given: string | undefined): Promise<Deed[]> {
  const known = (await partnerOf(db, next.origin))?.key ?? null;
  if (known === vkey) return [];
  if (known !== null || given === undefined)
    throw new WitnessRefusal('unknown', 'This log is not known here any more.', next.origin);
  const row = { name: partnerSetting(next.origin), value: { key: vkey } };
  return [{ table: 'setting', row, by, reason: 'First request of a partner' }];
}

interface Judged {
  readonly deeds: readonly Omit<Deed, 'by'>[];
  readonly refusal: WitnessRefusal | null;
}

/** Holds a checkpoint against those that were signed before, as the database and the mark beside it know them. */
async function judge(instance: Instance, db: Queries, asked: Asked): Promise<Judged> {
  const { next, request, keys } = asked;
  const { origin } = next;
  const refused = (kind: RefusalKind, what: string, todo = '', size: bigint | null = null): Judged => ({
    deeds: [],
    refusal: new WitnessRefusal(kind, what, origin, todo, size),
  });
  const stored = await newestWitnessed(db, origin);
  const size = BigInt(stored?.size ?? 0);
  if (stored !== null && !isSignedBy(stored.note, keys))
    return refused(
      'other-key',
      'What was cosigned of this log before bears another key than the one that is known for it now.',
      'A partner that was forgotten is made known again by the key of then, and its rotation taken in.',
    );
  const fork = await forkIn(db, asked, stored?.note ?? null);
  // Where the old size is right there is no other to tell.
  const told = request.oldSize === size ? null : size;
  if (fork !== null) return { deeds: fork.deeds, refusal: twoHistories(fork.kind, origin, told) };
  if ((await forksSeen(db, origin)).length > 0) return { deeds: [], refusal: twoHistories('distrusted', origin, null) };
  const before = stored === null ? null : openCheckpoint(stored.note, keys.map(parseVerifierKey));
  if (forgotten(instance, origin, before))
    return refused(
      'forgot',
      'The database forgot a checkpoint that was signed before, so signing might confirm two histories.',
      'An instance restored from a backup witnesses no more with its old key.',
    );
  if (request.oldSize !== size)
    return refused(
      'stale',
      `The request starts from size ${request.oldSize}, but this witness last signed size ${size}.`,
      `Ask its owner for: cairn witness request --old ${size}`,
      size,
    );
  const unproven = proofProblem(asked, before);
  if (unproven !== null) return refused('unproven', `The request does not show that the log goes on: ${unproven}.`);
  if (before !== null && next.size === size) return { deeds: [], refusal: null };
  const row = { origin, size: Number(next.size), note: asked.note, at: new Date().toISOString() };
  return { deeds: [{ table: 'witnessed_checkpoint', row, reason: 'Cosigned for a partner' }], refusal: null };
}

function isSignedBy(note: string, keys: readonly string[]): boolean {
  try {
    return openCheckpoint(note, keys.map(parseVerifierKey)).signatures.length > 0;
  } catch (error) {
    if (error instanceof NoteError) return false;
    throw error;
  }
}

function twoHistories(kind: RefusalKind, origin: string, size: bigint | null): WitnessRefusal {
  return new WitnessRefusal(
    kind,
    'This log shows two histories, both signed with its key, so it is cosigned no more.',
    origin,
    'Both were kept: cairn witness forks. Speak with its owner.',
    size,
  );
}

interface Contradiction {
  readonly kind: 'two-roots' | 'other-history';
  /** None where it is kept already, or enough of them are. */
  readonly deeds: readonly Omit<Deed, 'by'>[];
}

/** How a signed checkpoint contradicts those that were cosigned before; null where nothing shows that it does. */
async function forkIn(db: Queries, asked: Asked, newest: string | null): Promise<Contradiction | null> {
  const { next, request, keys } = asked;
  const open = (note: string): OpenedCheckpoint => openCheckpoint(note, keys.map(parseVerifierKey));
  const same = await witnessedOfSize(db, next.origin, Number(next.size));
  const sameSize = same !== null && !equalBytes(open(same).root, next.root);
  const before = newest === null ? null : open(newest);
  const continues =
    before === null || before.size !== request.oldSize || !provesOtherHistory(claimOf(before, next, request));
  if (!sameSize && continues) return null;
  const seen = await forksSeen(db, next.origin);
  const kind = sameSize ? 'two-roots' : 'other-history';
  if (seen.length >= MOST_FORKS || seen.some(({ size }) => size === Number(next.size))) return { kind, deeds: [] };
  const cosigned = sameSize ? same : newest;
  const message = sameSize
    ? `Two roots were signed for size ${next.size}.`
    : `The log of size ${next.size} does not begin with the log of size ${before?.size} that was cosigned.`;
  const proof = sameSize ? null : request.proof.map(toBase64).join('\n');
  const row = { origin: next.origin, size: Number(next.size), seen: new Date().toISOString(), cosigned };
  const deed = { table: 'fork_seen', row: { ...row, shown: asked.note, proof, message } } as const;
  return { kind, deeds: [{ ...deed, reason: 'A partner showed two histories' }] };
}

function claimOf(before: OpenedCheckpoint, next: OpenedCheckpoint, { proof }: AddCheckpoint) {
  return { size1: before.size, size2: next.size, root1: before.root, root2: next.root, proof };
}

/** Whether the database no longer holds what the mark beside the keys says was signed. */
function forgotten(instance: Instance, origin: string, before: OpenedCheckpoint | null): boolean {
  const mark = readWitnessMark(instance.data.keys, origin);
  if (mark === null) return false;
  if (before === null || Number(before.size) < mark.size) return true;
  return Number(before.size) === mark.size && toBase64(before.root) !== mark.root;
}

/** Why the proof does not hold, or null. From nothing there is nothing to prove. */
function proofProblem({ next, request }: Asked, before: OpenedCheckpoint | null): string | null {
  if (before === null || before.size === 0n)
    return request.proof.length === 0 ? null : 'a proof from size 0 must be empty';
  try {
    verifyConsistency(claimOf(before, next, request));
    return null;
  } catch (error) {
    if (error instanceof ProofError) return error.message;
    throw error;
  }
}
