import type { Sensitivity } from '@cairn/model';

export const ROLES = ['reader', 'contributor', 'reviewer', 'lead'] as const;
export type Role = (typeof ROLES)[number];

/** What a person may do and read in one compartment. */
export interface Rights {
  role: Role;
  clearance: Sensitivity;
  identities: boolean;
}

/** Why a membership is not in force, though the person still belongs here. */
export type Resting = 'travel' | 'reset';

/** A member as any member sees one; a lead gets the rest as well. */
export interface Member extends Partial<Omit<Rights, 'role'>> {
  account: string;
  name: string;
  role: Role;
  email?: string;
  suspended?: boolean;
  resting?: Resting | null;
  /** Asked to come, and no factor given yet. */
  invited?: boolean;
  /** A day, `2031-03-04`; the hour is nobody's business. */
  lastSignIn?: string | null;
}

/** A link that gives an account its first factors. It is shown once and kept nowhere. */
export interface Link {
  link: string;
  expires: string;
}

export interface Sight {
  levels: { level: string; may: boolean }[];
  identities: boolean;
  resting: Resting | null;
  suspended: boolean;
  counts: { kind: string; visible: number; hidden: number }[];
}

export interface Opened {
  at: string;
  account: string | null;
  what: string;
  record: { id: string; reference: string } | null;
}

export interface RightsChange {
  at: string;
  by: string;
  what: string;
  account: string | null;
  before: unknown;
  after: unknown;
  reason: string;
}

/** Something that the members of a compartment are told. */
export interface Notice {
  at: string;
  what: string;
  compartment: { id: string; code: string; name: string };
  /** Names, the person concerned first, then those who did it. */
  who: string[];
}

/** A lead that an administrator proposes for a compartment that has none left. */
export interface Appointment {
  id: string;
  at: string;
  compartment: { id: string; code: string; name: string };
  /** Who is proposed: id and name. */
  account: string;
  name: string;
  /** A name. */
  proposedBy: string;
  /** Whether the reader may say yes to it. */
  mine: boolean;
}
