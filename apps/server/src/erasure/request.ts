import { randomUUID } from 'node:crypto';
import { type ErasureRefusal, refusalOfRequest } from '@cairn/model';
import { escapeUnstorable } from '@cairn/revision';
import type { Instance } from '../database/index.ts';
import { commitDeed, decideDeeds, Forbidden, Invalid, NotFound, type Session, withSession } from '../record/index.ts';
import { backupsKept, derivedRows, erasedClaimsOf, erasuresOf, lockedErasure, standing } from './erasure-store.ts';
import { type Found, find, requirePerson } from './find.ts';
import { Needle } from './holds.ts';
import { ReasonGuard } from './reason.ts';
import { BEYOND, type Erasure, ErasureConflict, type ErasurePreview, type ErasureQuery, type Place } from './types.ts';

/**
 * Lists every place that an erasure would take, what it cannot take, and which backups hold it still. Only what the session
 * reads is looked at: else whoever asks would learn whether a name stands where they may not look.
 *
 * @throws Forbidden, NotFound, Invalid as `requestErasure`
 */
export async function previewErasure(
  instance: Instance,
  session: Session,
  query: ErasureQuery,
): Promise<ErasurePreview> {
  const found = await find(instance, session, query);
  const records = [...new Set(found.places.map(({ record }) => record))];
  const { derived, backups } = await withSession(instance, session, async (db) => ({
    derived: await derivedRows(db, records),
    backups: await backupsKept(db, session.secret),
  }));
  const { compartment, fixed, files, unseen, complete } = found;
  return { compartment, places: inOrder(found), fixed, derived, files, unseen, complete, backups, beyond: BEYOND };
}

function inOrder({ places }: Found): Place[] {
  return places
    .map(({ digest: _, ...place }) => place)
    .sort((a, b) => a.reference.localeCompare(b.reference) || a.revision - b.revision || (a.claim < b.claim ? -1 : 1));
}

/**
 * Asks for an erasure. Another person decides it; nothing is gone until then.
 *
 * @throws Forbidden when the session may not ask for it, or may not read all of it
 * @throws NotFound when a record or the compartment is not there for the session
 * @throws Invalid when nothing is found, or the reason is missing or holds the value
 */
export async function requestErasure(
  instance: Instance,
  session: Session,
  query: ErasureQuery & { readonly reason: string },
): Promise<Erasure> {
  const reason = reasonOf(query.reason, query.value);
  const guard = new ReasonGuard(reason);
  const found = await find(instance, session, query, guard);
  const { account } = session;
  const readsAll = found.unseen.length === 0;
  const refusal = refusalOfRequest({ account, role: found.role, readsAll });
  if (refusal !== null) throw refused(refusal);
  if (found.places.length === 0)
    throw new Invalid([{ path: '', code: 'nothing-found', message: 'Nothing that you may read holds it.' }]);
  if (guard.repeats) throw reasonWrong(REPEATS);
  const erasure: Erasure = {
    id: randomUUID(),
    compartment: found.compartment,
    requested_by: account,
    requested_at: new Date().toISOString(),
    reason,
    targets: found.places.map(({ record, revision, claim, level, digest }) => ({
      record,
      number: revision,
      claim,
      level,
      digest,
    })),
    heads: found.heads,
    files: found.addresses,
    // Copies of what goes may stand where whoever asks may not look, as may a value.
    complete: (query.value === undefined && found.files.length === 0) || found.complete,
    state: 'requested',
    decided_by: null,
    decided_at: null,
    assertions: null,
  };
  await commitDeed(instance, { table: 'erasure', row: { ...erasure }, by: session.author, reason });
  return erasure;
}

/** @throws Invalid */
function reasonOf(text: string, value: string | undefined): string {
  const reason = text.trim();
  if (reason === '') throw reasonWrong('Say why: the reason stays when the value is gone.');
  if (escapeUnstorable(reason).escaped.length > 0) throw reasonWrong('holds a character that cannot be stored.');
  if (value !== undefined && value.trim() !== '' && new Needle(value.trim()).isIn(reason)) throw reasonWrong(REPEATS);
  return reason;
}

/** It says not which: whoever reads the answer, or a log of it, learns nothing. */
const REPEATS = 'holds the very value that is to be erased, and the reason stays. Put it in other words.';

function reasonWrong(message: string): Invalid {
  return new Invalid([{ path: '/reason', code: 'reason', message }]);
}

const REFUSALS: Readonly<Record<ErasureRefusal, string>> = {
  'requester-role': 'Whoever asks for an erasure is a contributor of the compartment, and still a member of it.',
  'requester-cannot-read': 'Whoever asks for an erasure can read all of it.',
  'same-person': 'Whoever asked for an erasure cannot approve it as well.',
  'approver-role': 'An erasure is approved by a reviewer or a lead.',
  'approver-cannot-read': 'Whoever approves an erasure can read all of it.',
  'no-lead': 'One of the two people of an erasure is a lead.',
};

export function refused(refusal: ErasureRefusal): Forbidden {
  return new Forbidden(REFUSALS[refusal], 'Ask a lead of the compartment.');
}

/** Erasures that the session may know of: of its compartments, whose every target it could read. Newest first. */
export function listErasures(instance: Instance, session: Session): Promise<Erasure[]> {
  return withSession(instance, session, (db) => erasuresOf(db, session.secret));
}

/** @throws NotFound when there is none, or the session may not know of it */
export async function readErasure(instance: Instance, session: Session, id: string): Promise<Erasure> {
  const found = (await listErasures(instance, session)).find((each) => each.id === id.toLowerCase());
  if (found === undefined) throw new NotFound('There is no such erasure, or you may not see it.');
  return found;
}

/** A claim of a revision that is gone. */
export interface ErasedClaim {
  readonly revision: number;
  /** `body.title`, `reason`. */
  readonly claim: string;
  /** Id of the erasure. */
  readonly erasure: string;
  readonly at: string;
}

/** What of a record was erased, as far as the session could have read it. */
export async function erasedClaims(instance: Instance, session: Session, record: string): Promise<ErasedClaim[]> {
  const rows = await withSession(instance, session, (db) => erasedClaimsOf(db, session.secret, record));
  return rows.map(({ number, claim, erasure, at }) => ({ revision: number, claim, erasure, at: at.toISOString() }));
}

/**
 * Refuses an erasure, or withdraws one's own.
 *
 * @throws ErasureConflict when it was decided already
 * @throws Forbidden when somebody below a reviewer would refuse another's
 */
export async function refuseErasure(
  instance: Instance,
  session: Session,
  id: string,
  reason: string,
): Promise<Erasure> {
  await requirePerson(instance, session);
  const known = await readErasure(instance, session, id);
  const own = known.requested_by === session.account;
  if (!own && !(await mayRefuse(instance, session, known.compartment)))
    throw new Forbidden('An erasure is refused by a reviewer or a lead.');
  const said = reasonOf(reason, undefined);
  let decided: Erasure = known;
  await decideDeeds(instance, async (db) => {
    const now = await lockedErasure(db, known.id);
    if (now === null || now.state !== 'requested') throw decidedAlready(known.id, now);
    const state = own ? 'withdrawn' : 'refused';
    decided = { ...now, state, decided_by: session.account, decided_at: new Date().toISOString() };
    return [{ table: 'erasure' as const, row: { ...decided }, by: session.author, reason: said }];
  });
  return decided;
}

async function mayRefuse(instance: Instance, session: Session, compartment: string): Promise<boolean> {
  const mine = await withSession(instance, session, (db) => standing(db, session.secret));
  return mine.some((each) => each.compartment === compartment && ['reviewer', 'lead'].includes(each.role));
}

const ENDED: Readonly<Record<Erasure['state'], string>> = {
  requested: 'The erasure waits for a decision.',
  refused: 'The erasure was refused already.',
  withdrawn: 'The erasure was withdrawn by whoever asked for it.',
  done: 'The erasure is done already.',
};

export function decidedAlready(id: string, erasure: Erasure | null): ErasureConflict {
  return new ErasureConflict(ENDED[erasure?.state ?? 'withdrawn'], id, 'Look at the list of erasures.');
}
