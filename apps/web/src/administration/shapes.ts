export interface AccountRow {
  id: string;
  email: string;
  name: string;
  admin: boolean;
  suspended: boolean;
  /** No factor given yet. */
  invited: boolean;
  memberships: number;
  factors: { password: boolean; totp: boolean; passkeys: number };
}

export interface CompartmentRow {
  id: string;
  code: string;
  name: string;
  members: number;
  /** Those who can act: neither suspended nor resting. */
  leads: number;
}

/** How often something was done on one day, whoever did it. */
export interface Total {
  day: string;
  what: string;
  n: number;
}
