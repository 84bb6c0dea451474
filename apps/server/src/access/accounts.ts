import { randomUUID } from 'node:crypto';
import { SENSITIVITIES, type Sensitivity } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { commitDeed, commitDeeds, hashOfSecret, newSecret } from '../record/index.ts';
import { Invalid, NotFound } from '../record/types.ts';
import { nameAndCode } from './accounts-admin.ts';
import { hashPassword } from './argon.ts';
import { tidiedEmail } from './email.ts';
import { newAccount } from './new-account.ts';
import { checkPassword } from './password.ts';
import { enter } from './people.ts';
import { accountByEmail, allCompartments, hasWitnessToken, membership } from './store.ts';
import { newToken, type Scope } from './tokens.ts';
import { type Account, type Compartment, ROLES, type Role } from './types.ts';

/** Clearances that a member may have; identity fields come with the role of lead, never with a clearance. */
export const CLEARANCES: readonly Sensitivity[] = SENSITIVITIES;

/**
 * Adds an account. The password is kept as its argon2id hash.
 *
 * @throws Invalid when the address is taken or is none, or the password is weak
 */
export async function addUser(
  instance: Instance,
  by: string,
  user: { email: string; name: string; admin?: boolean; password?: string },
): Promise<Account> {
  const id = randomUUID();
  const deed = newAccount(id, user, by, 'Account added');
  const { email, name, admin } = deed.row as unknown as Account;
  const weak = user.password === undefined ? null : checkPassword(user.password, { email, name });
  if (weak !== null) throw new Invalid([weak]);
  if ((await accountByEmail(instance, email)) !== null) throw invalid('', `An account with ${email} exists already.`);
  const password = user.password === undefined ? null : await hashPassword(user.password);
  await commitDeed(instance, { ...deed, row: { ...deed.row, password } });
  return { id, email, name, admin };
}

/**
 * Adds a compartment and its first lead.
 *
 * @throws Invalid when name or code is taken or malformed, NotFound when no account has the lead's address.
 */
export async function addCompartment(
  instance: Instance,
  by: string,
  given: { name: string; lead: string; code?: string },
): Promise<Compartment> {
  const lead = await accountFor(instance, given.lead);
  const { name, code } = nameAndCode(given, await allCompartments(instance));
  const compartment: Compartment = { id: randomUUID(), code, name };
  const member = {
    compartment: compartment.id,
    account: lead.id,
    role: 'lead',
    clearance: 'sealed',
    identities: false,
  };
  await commitDeeds(instance, [
    { table: 'compartment', row: { ...compartment }, by, reason: 'Compartment added' },
    { table: 'member', row: member, by, reason: 'First lead of the compartment' },
  ]);
  return compartment;
}

/**
 * Makes an account a member, or changes its role and clearance. Leads read identity fields by their role; `identities` names
 * somebody else who does, and stays as it is where it is not given.
 *
 * @throws NotFound for an unknown account or compartment, Invalid for an unknown role or clearance.
 */
export async function setMember(
  instance: Instance,
  by: string,
  given: { compartment: string; user: string; role: string; clearance: string; identities?: boolean },
): Promise<void> {
  const { role, clearance } = given;
  if (!ROLES.includes(role as Role)) throw invalid('role', `is none of ${ROLES.join(', ')}`);
  if (!CLEARANCES.includes(clearance as Sensitivity)) throw invalid('clearance', `is none of ${CLEARANCES.join(', ')}`);
  const account = await accountFor(instance, given.user);
  const compartment = await compartmentNamed(instance, given.compartment);
  const before = await membership(instance, compartment.id, account.id);
  const identities = given.identities ?? before?.identities ?? false;
  const row = { compartment: compartment.id, account: account.id, role, clearance, identities };
  await commitDeed(instance, {
    table: 'member',
    row,
    by,
    reason: before === null ? 'Member added' : 'Membership changed',
  });
  await enter(instance, by, compartment.id);
}

/** The compartment that the operator means by a name, code or id. @throws NotFound, which names those there are */
export async function compartmentNamed(instance: Instance, text: string): Promise<Compartment> {
  const compartments = await allCompartments(instance);
  const found = compartments.find((c) => c.name === text || c.id === text || c.code === text.toUpperCase());
  if (found === undefined) throw new NotFound(`No compartment is named ${text}. ${namesOf(compartments)}`);
  return found;
}

/** The id of the account that the operator means by its address. @throws NotFound */
export async function accountNamed(instance: Instance, email: string): Promise<string> {
  return (await accountFor(instance, email)).id;
}

/**
 * Makes an access token of any account, for the operator. Its text is returned once and nowhere kept; the database holds its
 * hash. What is not given is not limited.
 *
 * @throws NotFound when no account has the address, or no compartment the name
 */
export async function createToken(
  instance: Instance,
  by: string,
  given: {
    user: string;
    label?: string;
    expires?: Date;
    scopes?: readonly Scope[];
    /** Names, codes or ids. */
    compartments?: readonly string[];
  },
): Promise<{ id: string; token: string }> {
  const account = await accountNamed(instance, given.user);
  const compartments: string[] = [];
  for (const text of given.compartments ?? []) compartments.push((await compartmentNamed(instance, text)).id);
  const { token, row } = newToken({
    label: given.label ?? '',
    scopes: given.scopes ?? null,
    compartments: given.compartments === undefined ? null : compartments,
    expires: given.expires ?? null,
  });
  await commitDeed(instance, { table: 'access_token', row: { ...row, account }, by, reason: 'Access token made' });
  return { id: row.id, token };
}

/** Publishes the log's checkpoints and tiles to everyone, or takes that back. */
export async function publishLog(instance: Instance, by: string, published: boolean): Promise<void> {
  const row = { name: 'publish-log', value: published };
  await commitDeed(instance, { table: 'setting', row, by, reason: published ? 'Log published' : 'Log withdrawn' });
}

/**
 * Makes a token with which a partner reads `/checkpoint` and `/tile` before the log is published, or ends it.
 *
 * @param name the partner's name, as the operator chooses it
 * @returns the token's text, given once; null when it was ended
 * @throws Invalid when the name is empty, NotFound when there is no token to end
 */
export async function setWitnessToken(
  instance: Instance,
  by: string,
  name: string,
  revoke: boolean,
): Promise<string | null> {
  if (name.trim() === '') throw invalid('name', 'is empty');
  const setting = `witness-token ${name.trim()}`;
  if (revoke && !(await hasWitnessToken(instance, setting)))
    throw new NotFound(`There is no token for ${name.trim()}; nothing was changed.`);
  const token = revoke ? null : newSecret();
  const value = { hash: token === null ? null : Buffer.from(hashOfSecret(token)).toString('hex') };
  const reason = revoke ? 'A witness reads the log no more' : 'A witness may read the log';
  await commitDeed(instance, { table: 'setting', row: { name: setting, value }, by, reason });
  return token;
}

/** Which compartments there are, for who may know of all of them. */
export function namesOf(compartments: readonly Compartment[]): string {
  const names = compartments.map(({ name, code }) => `${name} (${code})`);
  return names.length === 0 ? 'There is none yet: cairn compartment add' : `There are: ${names.join(', ')}.`;
}

async function accountFor(instance: Instance, email: string): Promise<Account> {
  const account = await accountByEmail(instance, tidiedEmail(email));
  if (account === null) throw new NotFound(`No account has the address ${email}. Add it with: cairn user add`);
  return account;
}

/** @param field what the message goes on about; empty where it is a whole sentence */
function invalid(field: string, message: string): Invalid {
  return new Invalid([{ path: field === '' ? '' : `/${field}`, code: 'invalid', message }]);
}
