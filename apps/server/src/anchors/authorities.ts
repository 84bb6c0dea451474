import { readPem, TimestampError, writePem } from '@cairn/timestamp';
import type { Instance } from '../database/index.ts';
import { commitDeed, Refusal, type TimeAuthority, timeAuthorities } from '../record/index.ts';

/** Names an authority that stamps checkpoints from now on. */
export interface NewAuthority {
  readonly name: string;
  readonly url: string;
  /** PEM of the certificates that are trusted for it: its root, and what stands between. */
  readonly chain: string;
  /** Object identifier of the policy that stamps must be made under. */
  readonly policy?: string;
}

/**
 * Adds an authority, or gives one that was removed new particulars.
 *
 * @param by who does it, as in every deed
 * @throws Refusal for a name in use and for what is no address, certificate or object identifier
 */
export async function addAuthority(instance: Instance, by: string, given: NewAuthority): Promise<TimeAuthority> {
  const { name, policy = null } = given;
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name))
    throw new Refusal('A name is made of letters, digits, dots and dashes.', name, 'Choose another name.');
  if (policy !== null && !/^[0-2](\.(0|[1-9][0-9]{0,37})){2,}$/.test(policy))
    throw new Refusal('This is no object identifier.', policy, 'One looks like 1.2.3.4.1; leave it out if in doubt.');
  const known = (await timeAuthorities(instance.owner)).find((authority) => authority.name === name);
  if (known?.active === true)
    throw new Refusal('There is an authority of that name.', name, 'Remove it first, or choose another name.');
  const row = { name, url: addressOf(given.url), chain: chainOf(given.chain), policy, active: true };
  await commitDeed(instance, { table: 'time_authority', row, by, reason: 'Authority named' });
  return row;
}

/** From now on the authority is not asked, and its stamps are no anchors. They are kept. @throws Refusal */
export async function removeAuthority(instance: Instance, by: string, name: string): Promise<void> {
  const all = await timeAuthorities(instance.owner);
  const found = all.find((authority) => authority.name === name && authority.active);
  if (found === undefined) {
    const names = all.filter(({ active }) => active).map((authority) => authority.name);
    throw new Refusal('No authority has that name.', name, names.length === 0 ? '' : `There are: ${names.join(', ')}.`);
  }
  const row = { ...found, active: false };
  await commitDeed(instance, { table: 'time_authority', row, by, reason: 'Authority removed' });
}

function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.hash !== '')
    throw new Refusal('This is no address of an authority.', text, 'It begins with https:// or http://.');
  if (url.username !== '' || url.password !== '')
    throw new Refusal('An address with a name or password in it is not taken.', url.host, 'The log would hold it.');
  return url.href;
}

function chainOf(text: string): string {
  try {
    return writePem(readPem(text));
  } catch (error) {
    if (!(error instanceof TimestampError)) throw error;
    throw new Refusal(`The certificates cannot be read. ${error.message}`, '', 'Give a PEM file.');
  }
}
