import { formatCheckpoint, type Signer, sha256, signNote, utf8 } from '@cairn/ledger';

/** What these tests need of the server's own test helper. */
export interface ServerUnderTest {
  origin: string;
  token: string;
  compartment: { id: string; code: string; name: string };
  instance: { keys: { origin: string; logKey: string; log: Signer } };
  /** The data folder. */
  data: string;
  /** Adds a member of the compartment `Team` and returns a token of theirs. */
  addPerson(name: string, member: { role: string; clearance: string }): Promise<string>;
  stop(): Promise<void>;
}

export interface Verdict {
  claims: Record<string, unknown>;
  size: number;
}

// By address, not by import: the browser's type check would otherwise take in the whole server.
const SERVER = '../../server/src';

/** A server of its own data folder that serves the pages built into `pages`, and tiles for its maps. */
export async function startServer(pages: string, tiles?: string): Promise<ServerUnderTest> {
  const { startTestServer } = await import(`${SERVER}/testing/server.ts`);
  return startTestServer({ pages, tiles });
}

/** Adds a compartment that the test's account leads. */
export async function addCompartment({ instance }: ServerUnderTest, name: string): Promise<void> {
  const access = await import(`${SERVER}/access/index.ts`);
  await access.addCompartment(instance, 'operator:tester', { name, lead: 'lead@example.org', code: 'LAN' });
}

/** Gives a member of the compartment `Team` another role. */
export async function setRole({ instance }: ServerUnderTest, name: string, role: string): Promise<void> {
  const access = await import(`${SERVER}/access/index.ts`);
  const given = { compartment: 'Team', user: `${name}@example.org`, role, clearance: 'internal' };
  await access.setMember(instance, 'operator:tester', given);
}

/** Checks a proof file as `cairn verify` does, under the key that the file brings along. @throws when it does not hold */
export async function checkProofFile(text: string): Promise<Verdict> {
  const { checkProof, readProofFile } = await import(`${SERVER}/record/proof-check.ts`);
  return checkProof(readProofFile(text), {});
}

/** A checkpoint that this server's log never had, signed with its own key: what a rolled-back log leaves behind outside. */
export function signedElsewhere({ instance }: ServerUnderTest, size: bigint): { key: string; note: string } {
  const { origin, logKey, log } = instance.keys;
  return { key: logKey, note: signNote(formatCheckpoint({ origin, size, root: sha256(utf8('elsewhere')) }), [log]) };
}
