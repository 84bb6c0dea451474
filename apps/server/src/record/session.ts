import { createHash, randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import type { PoolClient } from 'pg';
import type { Instance } from '../database/index.ts';
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
 * A session for a command at this machine, an hour long: as the operator, who may write into any compartment, or with
 * the rights of an account (`--as`), whose name then stands in the history.
 */
export async function openOperatorSession(instance: Instance, account?: { id: string }): Promise<Session> {
  const secret = newSecret();
  const operator = operatorName();
  await instance.owner.query(
    "insert into cairn.live_session (hash, account, operator, expires) values ($1, $2, $3, clock_timestamp() + interval '24 hours')",
    [hashOfSecret(secret), account?.id ?? null, operator],
  );
  return { secret, account: account?.id ?? '', author: account?.id ?? operator };
}

export async function closeSession(instance: Instance, session: Session): Promise<void> {
  await instance.app.query('select cairn.close_session($1)', [hashOfSecret(session.secret)]);
}

/** Runs reads in one transaction whose policies see this session. The secret is set for the transaction alone. */
export async function withSession<T>(
  instance: Instance,
  session: Session,
  work: (db: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await instance.app.connect();
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    await client.query("select set_config('cairn.session', $1, true)", [session.secret]);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
