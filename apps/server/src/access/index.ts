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
export { compartmentFor, operatorSession, sessionOf, signInWithToken, signOut, whoAmI } from './sessions.ts';
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
