/** What these tests need of the server's own test helper. */
export interface ServerUnderTest {
  origin: string;
  token: string;
  compartment: { id: string; code: string; name: string };
  stop(): Promise<void>;
}

export interface Verdict {
  claims: Record<string, unknown>;
  size: number;
}

// By address, not by import: the browser's type check would otherwise take in the whole server.
const SERVER = '../../server/src';

/** A server of its own data folder that serves the pages built into `pages`. */
export async function startServer(pages: string): Promise<ServerUnderTest> {
  const { startTestServer } = await import(`${SERVER}/testing/server.ts`);
  return startTestServer({ pages });
}

/** Checks a proof file as `cairn verify` does, under the key that the file brings along. @throws when it does not hold */
export async function checkProofFile(text: string): Promise<Verdict> {
  const { checkProof, readProofFile } = await import(`${SERVER}/record/proof-check.ts`);
  return checkProof(readProofFile(text), {});
}
