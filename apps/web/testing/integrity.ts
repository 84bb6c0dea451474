import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formatCheckpoint, parseAddCheckpoint, parseCheckpoint, signNote } from '@cairn/ledger';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, chromiumPath } from './chromium.ts';
import { pagesToServe } from './pages.ts';
import { type ServerUnderTest, startServer } from './server.ts';
import { signIn, type VisitPage, visit } from './visit.ts';

const SERVER = '../../server/src';
const by = 'operator:tester';

/** A server, a partner's server and an authority, all on this machine, and what can become of a log between them. */
export interface IntegrityUnderTest {
  readonly server: ServerUnderTest;
  /** Signs in as the lead and opens the integrity page. */
  open(options?: BrowserContextOptions): Promise<Page>;
  /** The partner cosigns the log over HTTP, and an authority stamps it. */
  anchor(): Promise<void>;
  /** One entry more. */
  grow(): Promise<void>;
  /** The partner's log is cosigned here over HTTP, and then shows another history. Returns the statuses. */
  fork(): Promise<number[]>;
  /** The partner's server is gone when it is asked next. */
  losePartner(): Promise<void>;
  /** Takes in a file, flips a bit of it in the store, and has every file read again. Returns the item's reference. */
  damageFile(): Promise<string>;
  /** Closes every page and returns what they were asked not to do. */
  leaveAll(): Promise<string[]>;
  stop(): Promise<void>;
}

export async function startIntegrity(): Promise<IntegrityUnderTest> {
  // By address, not by import: the browser's type check would otherwise take in the whole server.
  const anchors = await import(`${SERVER}/anchors/index.ts`);
  const { witnessRequest } = await import(`${SERVER}/record/cosigning.ts`);
  const { newestCheckpoint, openOperatorSession, sequence } = await import(`${SERVER}/record/index.ts`);
  const evidence = await import(`${SERVER}/evidence/index.ts`);
  const { startAuthority } = await import(`${SERVER}/testing/time-authority.ts`);
  const { startTestServer } = await import(`${SERVER}/testing/server.ts`);

  const pages = await pagesToServe();
  const folder = await mkdtemp(path.join(tmpdir(), 'cairn-given-'));
  const server = await startServer(pages.folder);
  const partner = await startTestServer();
  const authority = await startAuthority();
  const browser: Browser = await chromium.launch({ executablePath: chromiumPath as string, args: CHROMIUM_FLAGS });
  const visits: VisitPage[] = [];
  // biome-ignore lint/suspicious/noExplicitAny: the browser's type check knows no type of the server.
  const ours = server.instance as any;
  const post = async (body: string): Promise<number> =>
    (await fetch(`${server.origin}/witness/add-checkpoint`, { method: 'POST', body })).status;
  let lost = false;
  let people = 0;

  return {
    server,
    open: async (options = {}) => {
      const visited = await visit(browser, server.origin, options);
      visits.push(visited);
      await signIn(visited.page, server);
      await visited.page.goto('/integrity');
      return visited.page;
    },
    anchor: async () => {
      await anchors.addPartner(partner.instance, by, { name: 'Team', key: ours.keys.logKey });
      await anchors.setServing(partner.instance, by, true);
      const { witnessKey } = partner.instance.keys;
      await anchors.addWitness(ours, by, { key: witnessKey, url: `${partner.origin}/witness` });
      const local = { name: 'time-office', url: authority.url, chain: authority.chain };
      const named = await anchors.addAuthority(ours, by, local);
      await sequence(ours);
      await anchors.askNow(ours, by);
      const checkpoint = await newestCheckpoint(ours.sequencer);
      await anchors.stampWith(ours, by, { authorities: [named], checkpoint });
      await sequence(ours);
    },
    grow: async () => {
      people += 1;
      await server.addPerson(`grown-${people}`, { role: 'reader', clearance: 'public' });
      await sequence(ours);
    },
    fork: async () => {
      await anchors.addPartner(ours, by, { name: 'River group', key: partner.instance.keys.logKey });
      await anchors.setServing(ours, by, true);
      const request: string = await witnessRequest(partner.instance);
      const { checkpoint } = parseAddCheckpoint(request);
      const { origin, size } = parseCheckpoint(checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1));
      const other = signNote(formatCheckpoint({ origin, size, root: new Uint8Array(32) }), [partner.instance.keys.log]);
      return [await post(request), await post(`old ${size}\n\n${other}`)];
    },
    losePartner: async () => {
      await partner.stop();
      lost = true;
      await anchors.askNow(ours, by);
    },
    damageFile: async () => {
      const given = path.join(folder, 'given.txt');
      await writeFile(given, 'as it came in');
      let reference = '';
      await evidence.addFiles(ours, await openOperatorSession(ours), {
        paths: [given],
        compartment: server.compartment.id,
        reason: 'Laid for a test',
        onStored: (stored: readonly { reference: string }[]) => {
          reference = stored[0]?.reference ?? reference;
        },
      });
      await flip(path.join(server.data, 'store'));
      await evidence.checkAllNow(ours, {});
      await sequence(ours);
      return reference;
    },
    leaveAll: async () => {
      const gone = visits.splice(0);
      await Promise.all(gone.map(({ page }) => page.context().close()));
      return gone.flatMap(({ breaches }) => breaches);
    },
    stop: async () => {
      await browser.close();
      await server.stop();
      if (!lost) await partner.stop();
      await authority.stop();
      await pages.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One bit of every file below a folder. */
async function flip(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const bytes = await readFile(file);
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    await chmod(file, 0o600);
    await writeFile(file, bytes);
  }
}
