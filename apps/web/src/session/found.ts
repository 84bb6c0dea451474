import { Refused, read } from '../api/client.ts';
import type { SessionAnswer } from '../api/shapes.ts';

/** What the door says of itself before anybody has signed in. */
export interface Door {
  /** Whether passkeys work under the address that this page was opened with. */
  passkeys: boolean;
  /** Whether nobody has an account yet. */
  setUp: boolean;
}

/** Who is there, and what the door says of itself. */
export interface Found {
  who: SessionAnswer | null;
  door: Door | null;
  /** What kept the page from learning who is there; null when that went well. */
  trouble: unknown;
  /** Whether somebody was here just now, whose session ended without their wish. */
  ended?: boolean;
}

const isOutside = (error: unknown) => error instanceof Refused && error.status === 401;

/** Asks both at once: on a slow line each turn there and back is felt. */
export async function lookAround(): Promise<Found> {
  const door = read<Door>('/api/v1/door').catch(() => null);
  try {
    return { who: await read<SessionAnswer>('/api/v1/session'), door: await door, trouble: null };
  } catch (error) {
    return { who: null, door: await door, trouble: isOutside(error) ? null : error };
  }
}
