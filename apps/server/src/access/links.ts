import { randomUUID } from 'node:crypto';
import type { Instance } from '../database/index.ts';
import { type Deed, decideDeeds, hashOfSecret, operatorName } from '../record/index.ts';
import { Invalid } from '../record/types.ts';
import { recordActivity } from './activity.ts';
import { hashPassword } from './argon.ts';
import { type Decided, decide } from './decide.ts';
import { linkSpent, wrong } from './declined.ts';
import { isEmail, tidiedEmail } from './email.ts';
import { onlyLink } from './enrolment-store.ts';
import { type AccountRow, accountRow, dropOffer, factorsByEmail } from './factor-store.ts';
import { demandNew, passkeyDeed, recoveryDeed } from './factors.ts';
import { noAccounts, type WaitingLink, waitingLink } from './link-store.ts';
import { allowsPasskeys, askForNewPasskey, type MadePasskey, verifyNewPasskey } from './passkeys.ts';
import { checkPassword } from './password.ts';
import { newRecoveryCodes } from './recovery.ts';
import type { Shown } from './session-store.ts';
import { offeredSecret, offerTotp } from './totp.ts';

/** The compartment that a new instance begins with. */
const FIRST_COMPARTMENT = { code: 'TEA', name: 'Team' };

/** Who is to be the first person; only a set-up asks. */
export interface NewPerson {
  readonly email?: string;
  readonly name?: string;
}

/** What gives an account its first factors: a passkey, or a password with a one-time code. */
export interface NewFactors {
  readonly passkey?: { readonly challenge: string; readonly response: unknown; readonly label?: string };
  readonly password?: string;
  readonly code?: string;
}

/**
 * Makes the link with which the first person sets up an instance; those made before open nothing from then on.
 *
 * @returns its secret; null when there is an account already
 */
export async function makeSetUpLink(instance: Instance): Promise<string | null> {
  return decide<string | null>(instance, async (db) => {
    if (!(await noAccounts(db))) return NO_LINK;
    const { deeds, link } = await onlyLink(db, 'set-up', null, operatorName());
    return { deeds, result: link.secret };
  });
}

const NO_LINK: Decided<null> = { deeds: [], result: null };

/**
 * Makes a link for an account that has nothing yet to sign in with; those made before open nothing from then on.
 *
 * @returns its secret; null when there is no such account, or it can sign in
 */
export async function makeFirstLink(instance: Instance, email: string): Promise<string | null> {
  return decide<string | null>(instance, async (db) => {
    const factors = await factorsByEmail(db, email);
    if (factors === null || factors.password !== null || factors.passkeys.length > 0) return NO_LINK;
    const { deeds, link } = await onlyLink(db, 'invitation', factors.account, operatorName());
    return { deeds, result: link.secret };
  });
}

/** @throws Declined `link-spent` */
export async function openLink(instance: Instance, secret: string): Promise<WaitingLink> {
  const link = await waitingLink(instance.access, hashOfSecret(secret));
  if (link === null) throw linkSpent();
  return link;
}

/** What a browser needs to make the first factors of a link's account. @throws Declined `link-spent`, Invalid */
export async function offerFactors(instance: Instance, origin: string, secret: string, person: NewPerson) {
  const link = await openLink(instance, secret);
  const { email, name } = personOf(link, person);
  const account = accountOfLink(link);
  const asked = { subject: link.id, account, email, name, passkeys: [] };
  return {
    passkey: allowsPasskeys(origin) ? await askForNewPasskey(instance, origin, asked) : null,
    totp: await offerTotp(instance, link.id),
  };
}

/** The account that a set-up makes has the link's id, so that a passkey can name it before it exists. */
function accountOfLink({ id, account }: WaitingLink): string {
  return account ?? id;
}

function personOf(link: WaitingLink, given: NewPerson): { email: string; name: string } {
  if (link.account !== null) return { email: link.email ?? '', name: link.name ?? '' };
  const email = tidiedEmail(given.email ?? '');
  const name = (given.name ?? '').trim();
  if (!isEmail(email)) throw new Invalid([{ path: '/email', code: 'invalid', message: 'is no e-mail address' }]);
  if (name === '' || name.length > 200) throw new Invalid([{ path: '/name', code: 'invalid', message: 'is empty' }]);
  return { email, name };
}

/**
 * Uses a link up: gives its account the factors that were made, and ten recovery codes. The link of a set-up makes the
 * first account, an administrator, and the compartment Team with it as lead.
 *
 * @returns the account, the codes, which are shown once, and the factor that was set
 * @throws Declined `link-spent`, `wrong` for a code or passkey that does not verify; Invalid for a weak password or no address
 */
export async function acceptLink(
  instance: Instance,
  origin: string,
  secret: string,
  given: NewPerson & NewFactors,
): Promise<{ account: string; recoveryCodes: string[]; shown: Shown }> {
  const link = await openLink(instance, secret);
  const person = personOf(link, given);
  const made = await madeFactors(instance, origin, link, person, given);
  const account = accountOfLink(link);
  const recoveryCodes = newRecoveryCodes();
  await decideDeeds(instance, async (db) => {
    // Under the lock: of two who use one link at once, one wins.
    if ((await waitingLink(db, link.hash)) === null) throw linkSpent();
    if (made.kind === 'passkey') await demandNew(db, made.passkey);
    const row = link.account === null ? newAccount(account, person) : await accountRow(db, account);
    return [
      ...foundingDeeds(link, row),
      ...factorDeeds(row, made),
      recoveryDeed(account, recoveryCodes),
      { table: 'enrolment', row: { ...enrolmentRow(link), used: true }, by: account, reason: 'Link used' },
    ] as Deed[];
  });
  await dropOffer(instance.access, link.id);
  await recordActivity(instance, { account, what: 'link-used' });
  const shown: Shown =
    made.kind === 'passkey' ? { by: 'passkey', is: made.passkey.credential } : { by: 'password', is: made.hash };
  return { account, recoveryCodes, shown };
}

type Made =
  | { readonly kind: 'passkey'; readonly passkey: MadePasskey; readonly label: string }
  | { readonly kind: 'password'; readonly hash: string; readonly secret: string };

async function madeFactors(
  instance: Instance,
  origin: string,
  link: WaitingLink,
  person: { email: string; name: string },
  { passkey, password, code }: NewFactors,
): Promise<Made> {
  if (passkey !== undefined) {
    const verified = await verifyNewPasskey(instance, origin, link.id, passkey);
    return { kind: 'passkey', passkey: verified, label: passkey.label?.trim() || 'Passkey' };
  }
  if (password === undefined || code === undefined)
    throw new Invalid([{ path: '/password', code: 'missing', message: 'Give a passkey, or a password with a code' }]);
  const problem = checkPassword(password, person);
  if (problem !== null) throw new Invalid([problem]);
  const secret = await offeredSecret(instance, { subject: link.id, account: accountOfLink(link) }, code);
  if (secret === null) throw wrong();
  return { kind: 'password', hash: await hashPassword(password), secret };
}

function newAccount(id: string, person: { email: string; name: string }): AccountRow {
  return { id, ...person, admin: true, password: null, suspended: false };
}

function foundingDeeds(link: WaitingLink, row: AccountRow): Deed[] {
  if (link.account !== null) return [];
  const by = row.id;
  const compartment = randomUUID();
  const member = { compartment, account: by, role: 'lead', clearance: 'sealed', identities: false };
  return [
    { table: 'account', row: { ...row }, by, reason: 'Set-up of the instance' },
    { table: 'compartment', row: { id: compartment, ...FIRST_COMPARTMENT }, by, reason: 'Compartment added' },
    { table: 'member', row: member, by, reason: 'First lead of the compartment' },
  ];
}

function factorDeeds(row: AccountRow, made: Made): Deed[] {
  const by = row.id;
  if (made.kind === 'passkey') return [passkeyDeed(by, made.passkey, made.label)];
  return [
    { table: 'account', row: { ...row, password: made.hash }, by, reason: 'Password set' },
    { table: 'totp', row: { account: by, secret: made.secret }, by, reason: 'One-time codes set up' },
  ];
}

function enrolmentRow({ id, hash, purpose, account, expires }: WaitingLink): Record<string, unknown> {
  return { id, hash: `\\x${hash.toString('hex')}`, purpose, account, expires: expires.toISOString() };
}
