import { randomUUID } from 'node:crypto';
import { SENSITIVITIES, type Sensitivity } from '@cairn/model';
import { hash } from '@node-rs/argon2';
import type { Instance } from '../database/index.ts';
import { commitDeed, commitDeeds, hashOfSecret, newSecret } from '../record/index.ts';
import { Invalid, NotFound } from '../record/types.ts';
import { codeFor } from './codes.ts';
import { accountByEmail, allCompartments, hasWitnessToken, membership } from './store.ts';
import { type Account, type Compartment, ROLES, type Role } from './types.ts';

/** Clearances that a member may have; identity fields come with the role of lead, never with a clearance. */
export const CLEARANCES: readonly Sensitivity[] = SENSITIVITIES;

/**
 * Adds an account. The password is kept as its argon2id hash.
 *
 * @throws Invalid when the address is taken or is none.
 */
export async function addUser(
  instance: Instance,
  by: string,
  user: { email: string; name: string; admin?: boolean; password?: string },
): Promise<Account> {
  const email = user.email.trim().toLowerCase();
  const name = user.name.trim();
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw invalid('email', 'is no e-mail address');
  if (name === '') throw invalid('name', 'is empty');
  if (user.password === '') throw invalid('password', 'is empty');
  if ((await accountByEmail(instance, email)) !== null) throw invalid('', `An account with ${email} exists already.`);
  const account: Account = { id: randomUUID(), email, name, admin: user.admin ?? false };
  const password = user.password === undefined ? null : await hashPassword(user.password);
  await commitDeed(instance, {
    table: 'account',
    row: { ...account, password, suspended: false },
    by,
    reason: 'Account added',
  });
  return account;
}

/** The library's own name for it is a const enum, which Node cannot erase. */
const ARGON2ID = 2;

/** RFC 9106's second recommendation is 64 MiB; OWASP's 19 MiB with two passes lets a small machine sign people in. */
async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), {
    algorithm: ARGON2ID,
    memoryCost: 19_456,
    timeCost: 2,
    parallelism: 1,
  });
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
  const name = given.name.trim();
  if (name === '') throw invalid('name', 'is empty');
  const lead = await accountFor(instance, given.lead);
  const others = await allCompartments(instance);
  if (others.some((c) => c.name === name)) throw invalid('', `A compartment named ${name} exists already.`);
  const taken = new Set(others.map((c) => c.code));
  const code = given.code?.trim().toUpperCase() ?? codeFor(name, taken);
  if (!/^[A-Z][A-Z0-9]{1,7}$/.test(code))
    throw invalid('code', 'is not two to eight letters or digits, a letter first');
  if (taken.has(code)) throw invalid('', `The code ${code} is taken.`);
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
  const compartments = await allCompartments(instance);
  const compartment = compartments.find(
    (c) => c.name === given.compartment || c.id === given.compartment || c.code === given.compartment.toUpperCase(),
  );
  if (compartment === undefined)
    throw new NotFound(`No compartment is named ${given.compartment}. ${namesOf(compartments)}`);
  const before = await membership(instance, compartment.id, account.id);
  const identities = given.identities ?? before?.identities ?? false;
  const row = { compartment: compartment.id, account: account.id, role, clearance, identities };
  await commitDeed(instance, {
    table: 'member',
    row,
    by,
    reason: before === null ? 'Member added' : 'Membership changed',
  });
}

/**
 * Makes an access token. Its text is returned once and nowhere kept; the database holds its hash.
 *
 * @throws NotFound when no account has the address.
 */
export async function createToken(
  instance: Instance,
  by: string,
  given: { user: string; label?: string; expires?: Date },
): Promise<{ id: string; token: string }> {
  const account = await accountFor(instance, given.user);
  const token = newSecret();
  const id = randomUUID();
  const row = {
    id,
    account: account.id,
    hash: `\\x${hashOfSecret(token).toString('hex')}`,
    label: given.label ?? '',
    expires: given.expires?.toISOString() ?? null,
    revoked: false,
  };
  await commitDeed(instance, { table: 'access_token', row, by, reason: 'Access token made' });
  return { id, token };
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
  const account = await accountByEmail(instance, email.trim().toLowerCase());
  if (account === null) throw new NotFound(`No account has the address ${email}. Add it with: cairn user add`);
  return account;
}

/** @param field what the message goes on about; empty where it is a whole sentence */
function invalid(field: string, message: string): Invalid {
  return new Invalid([{ path: field === '' ? '' : `/${field}`, code: 'invalid', message }]);
}
