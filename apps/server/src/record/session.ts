import { createHash, randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import type { PoolClient } from 'pg';
import { type Instance, inTransaction } from '../database/index.ts';
import {
  accountOfSecret,
  compartmentOfRecord,
  endSession,
  insertOperatorSession,
  setSession,
} from './session-store.ts';
import type { Session } from './types.ts';

/** SHA-256 of a secret: all that the database keeps of tokens and sessions. */
export function hashOfSecret(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

/** 256 random bits, with a prefix that secret scanners can find. */
export function newSecret(): string {
  return `cairn_${randomBytes(32).toString('base64url')}`;
}

/** `operator:<OS user>`: how a command shows in history. */
export function operatorName(): string {
  try {
    return `operator:${userInfo().username}`;
  } catch {
    return `operator:${process.getuid?.() ?? 'unknown'}`;
  }
}

/**
 * A session for a command at this machine, a day long at most: as the operator, who may write into any compartment, or with
 * the rights of an account (`--as`), whose name then stands in the history.
 */
export async function openOperatorSession(instance: Instance, account?: { id: string }): Promise<Session> {
  const secret = newSecret();
  const operator = operatorName();
  await insertOperatorSession(instance.owner, { hash: hashOfSecret(secret), account: account?.id ?? null, operator });
  return { secret, account: account?.id ?? '', author: account?.id ?? operator };
}

export async function closeSession(instance: Instance, session: Session): Promise<void> {
  await endSession(instance.app, hashOfSecret(session.secret));
}

/** Runs reads in one transaction whose policies see this session. The secret is set for the transaction alone. */
export async function withSession<T>(
  instance: Instance,
  session: Session,
  work: (db: PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(
    instance.app,
    async (db) => {
      await setSession(db, session.secret);
      return work(db);
    },
    'begin transaction isolation level repeatable read read only',
  );
}

/** The compartment of a record that the session sees, or null: for the activity, which tells leads who opened what. */
export function compartmentOf(instance: Instance, session: Session, id: string): Promise<string | null> {
  return compartmentOfRecord(instance.app, session.secret, id);
}

/** The account of a session that has ended, as long as the database still knows it; null for anything else. */
export function accountBehind(instance: Instance, secret: string): Promise<string | null> {
  return accountOfSecret(instance.app, secret);
}
