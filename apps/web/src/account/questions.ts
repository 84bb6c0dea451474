import { queryOptions } from '@tanstack/react-query';
import { read } from '../api/client.ts';

export interface Passkey {
  id: string;
  label: string;
  host: string;
  /** Whether it works under the address of this page. */
  here: boolean;
  /** A day, or null when it was not used yet. */
  used: string | null;
}

export interface Factors {
  password: boolean;
  totp: boolean;
  /** How many are left. */
  recoveryCodes: number;
  passkeys: Passkey[];
}

export interface LiveSession {
  id: string;
  how: string | null;
  device: string | null;
  created: string;
  /** To five minutes. */
  seen: string;
  current: boolean;
}

export interface Token {
  id: string;
  label: string;
  /** Null where nothing limits it. */
  scopes: string[] | null;
  compartments: string[] | null;
  expires: string | null;
  revoked: boolean;
}

export const factors = queryOptions({
  queryKey: ['account', 'factors'],
  queryFn: ({ signal }) => read<Factors>('/api/v1/factors', signal),
});

export const sessions = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: async ({ signal }) => (await read<{ sessions: LiveSession[] }>('/api/v1/sessions', signal)).sessions,
});

export const tokens = queryOptions({
  queryKey: ['account', 'tokens'],
  queryFn: async ({ signal }) => (await read<{ tokens: Token[] }>('/api/v1/tokens', signal)).tokens,
});
