/** The one door of this room: accounts, compartments, members, tokens, sessions. */
export {
  accountNamed,
  addCompartment,
  addUser,
  CLEARANCES,
  compartmentNamed,
  createToken,
  publishLog,
  setMember,
  setWitnessToken,
} from './accounts.ts';
export { inviteAccount, listAccounts, listCompartments, reset, suspend, unsuspend } from './accounts-admin.ts';
export { recordActivity, sealActivity } from './activity.ts';
export { startActivity } from './activity-loop.ts';
export { appointLead } from './appointments.ts';
export { type Assertion, verifyAssertion } from './assertions.ts';
export { linkAddress } from './link-deed.ts';
export { makeFirstLink, makeSetUpLink } from './links.ts';
export { listPeople, removePerson } from './people.ts';
export {
  compartmentFor,
  meansOf,
  noteUse,
  operatorSession,
  sessionOf,
  signInWithToken,
  signOut,
  whoAmI,
} from './sessions.ts';
export { mayReadLog } from './store.ts';
export { listTokens, revokeToken, SCOPES, type Scope, TOKEN_LIFETIME } from './tokens.ts';
export {
  type Account,
  type Compartment,
  type LiveSession,
  type Membership,
  ROLES,
  type Role,
  type WhoAmI,
} from './types.ts';
