/** The one door of this room: accounts, compartments, members, tokens, sessions. */
export {
  addCompartment,
  addUser,
  CLEARANCES,
  createToken,
  publishLog,
  setMember,
  setWitnessToken,
} from './accounts.ts';
export { recordActivity, sealActivity } from './activity.ts';
export { startActivity } from './activity-loop.ts';
export { type Assertion, verifyAssertion } from './assertions.ts';
export { linkAddress } from './link-deed.ts';
export { makeFirstLink, makeSetUpLink } from './links.ts';
export {
  compartmentFor,
  isConfirmed,
  noteUse,
  operatorSession,
  scopesOf,
  sessionOf,
  signInWithToken,
  signOut,
  whoAmI,
} from './sessions.ts';
export { hasAccounts, mayReadLog } from './store.ts';
export {
  type Account,
  type Compartment,
  type LiveSession,
  type Membership,
  ROLES,
  type Role,
  type WhoAmI,
} from './types.ts';
