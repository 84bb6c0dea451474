import { patch, Refused } from '../api/client.ts';
import type { AnyRecord } from '../api/shapes.ts';
import { type Body, patchBetween } from './merge.ts';
import { same } from './same.ts';

/** Someone changed the same fields since: bringing the former values back would take theirs away unseen. */
export class ChangedSince extends Error {
  readonly current: AnyRecord;
  constructor(current: AnyRecord) {
    super('The same fields were changed again since.');
    this.name = 'ChangedSince';
    this.current = current;
  }
}

/**
 * Makes a new revision in which some fields have other values, undefined for none. What others changed meanwhile in other
 * fields stands.
 *
 * @throws ChangedSince when one of these fields is no longer as `record` has it
 * @throws Refused when the server says no
 */
export async function setFields(
  record: AnyRecord,
  values: Readonly<Record<string, unknown>>,
  reason: string,
): Promise<AnyRecord> {
  const fields = Object.keys(values);
  const of = (body: Body): Body => Object.fromEntries(fields.map((field) => [field, body[field]]));
  const body = record.body as Body;
  const send = (revision: number) =>
    patch<AnyRecord>(`/api/v1/records/${record.id}`, {
      revision,
      body: patchBetween(of(body), values),
      reason,
      absent: fields.filter((field) => body[field] === undefined || body[field] === null),
    });
  try {
    return await send(record.revision);
  } catch (error) {
    const current = error instanceof Refused && error.status === 409 ? (error.members.current as AnyRecord) : null;
    if (!current) throw error;
    if (!same(of(current.body as Body), of(body))) throw new ChangedSince(current);
    return send(current.revision);
  }
}
