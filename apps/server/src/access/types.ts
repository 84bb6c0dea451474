import type { Sensitivity } from '@cairn/model';
import type { Session } from '../record/types.ts';

/** What a member may do in a compartment; each role includes those before it. */
export const ROLES = ['reader', 'contributor', 'reviewer', 'lead'] as const;
export type Role = (typeof ROLES)[number];

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** Administrators manage accounts; they read no record unless they are members. */
  readonly admin: boolean;
}

export interface Compartment {
  readonly id: string;
  /** Three to eight capital letters or digits, the head of every reference (`KHA-000217`). */
  readonly code: string;
  readonly name: string;
}

/** A compartment as one of its members sees it. */
export interface Membership extends Compartment {
  readonly role: Role;
  /** Highest sensitivity that the member reads. */
  readonly clearance: Sensitivity;
}

export interface WhoAmI {
  readonly account: Account;
  readonly session: { readonly id: string; readonly confirmed: string | null };
  /** What the token that opened the session may be used for; null for no limit. */
  readonly scopes: readonly string[] | null;
  readonly compartments: readonly Membership[];
}

/** By what a session was opened. */
export type How = 'token' | 'password' | 'passkey' | 'recovery' | 'link';

/** A live session together with the time at which it ends. */
export interface LiveSession {
  readonly session: Session;
  /** What the browser's cookie holds. */
  readonly secret: string;
  readonly expires: Date;
  readonly how: How;
}
