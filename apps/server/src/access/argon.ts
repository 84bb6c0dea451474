import { hash, verify } from '@node-rs/argon2';
import { Declined } from './declined.ts';

/** The library's own name for it is a const enum, which Node cannot erase. */
const ARGON2ID = 2;

/** OWASP's parameters for argon2id (19 MiB, two passes), so that a small machine signs people in. */
const COST = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** How many passwords are tried at once, and how many may wait: memory stays bounded whoever knocks. */
const AT_ONCE = 2;
const MOST_WAITING = 64;

/** @returns the argon2id hash of a password in PHC form; compatibility forms of its letters are one (Unicode NFKC) */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST);
}

let running = 0;
/** Those whose browser is known stand in the first line: a stranger's flood does not hold them up. */
const lines: [known: (() => void)[], unknown: (() => void)[]] = [[], []];

/**
 * Does work in turn: so much of it at once and no more.
 *
 * @param known whether the browser is one in which the account signed in before
 * @throws Declined 429 when too many strangers' attempts wait
 */
export async function inTurn<T>(known: boolean, work: () => Promise<T>): Promise<T> {
  const line = lines[known ? 0 : 1];
  if (running >= AT_ONCE) {
    if (line.length >= MOST_WAITING) throw busy();
    await new Promise<void>((turn) => line.push(turn));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = lines[0].shift() ?? lines[1].shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

/** Whether a password is the one behind a hash. Without a hash it takes as long and is not. Call it in turn. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const right = await verify(stored ?? (await nobodysHash()), password.normalize('NFKC'), COST);
  return right && stored !== null;
}

let nobodys: Promise<string> | undefined;

/** What is tried for an address that nobody has, so that time tells nothing. */
function nobodysHash(): Promise<string> {
  nobodys ??= hashPassword('nobody has this password');
  return nobodys;
}

function busy(): Declined {
  return new Declined(429, 'throttled', 'Too many attempts are under way.', 'Wait a moment, or use a passkey.', {
    retryAfter: 10,
  });
}
