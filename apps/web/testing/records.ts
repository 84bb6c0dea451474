import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { CHROMIUM_FLAGS, chromiumPath } from './chromium.ts';
import { layPerson, layRecords } from './data.ts';
import { pagesToServe } from './pages.ts';
import { type ServerUnderTest, startServer } from './server.ts';
import { signIn, type VisitPage, visit } from './visit.ts';

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 360, height: 800 };

/** A server with records, a browser, and the ways into it that the tests of record pages share. */
export interface RecordsUnderTest {
  server: ServerUnderTest;
  /** The id of the incident with everything around it. */
  incident: string;
  /** The token of a contributor named `second-editor`. */
  editor: string;
  /** Signs in with a token, the lead's unless told, in a browser of its own memory. */
  enter(token?: string, options?: BrowserContextOptions): Promise<Page>;
  openIncident(page: Page, panel?: string): Promise<void>;
  openForm(page: Page): Promise<void>;
  /** Closes every page and returns what they were asked not to do. */
  leaveAll(): Promise<string[]>;
  /** What was noted so far is what the test itself brought about. */
  forgive(): void;
  stop(): Promise<void>;
}

export async function startRecords(): Promise<RecordsUnderTest> {
  const pages = await pagesToServe();
  const server = await startServer(pages.folder);
  const incident = await layRecords(server);
  await layPerson(server, incident);
  const editor = await server.addPerson('second-editor', { role: 'contributor', clearance: 'case-only' });
  const browser: Browser = await chromium.launch({ executablePath: chromiumPath as string, args: CHROMIUM_FLAGS });
  let visits: VisitPage[] = [];

  const openIncident = async (page: Page, panel = '') => {
    await page.goto(`/incidents/${incident}${panel && `?panel=${panel}`}`);
    await page.getByRole('heading', { level: 1, name: /Verlisk/ }).waitFor();
  };
  return {
    server,
    incident,
    editor,
    async enter(token = server.token, options = {}) {
      const visited = await visit(browser, server.origin, { viewport: DESK, ...options });
      visits.push(visited);
      await signIn(visited.page, { token });
      return visited.page;
    },
    openIncident,
    async openForm(page) {
      await openIncident(page);
      await page.getByRole('link', { name: /^(Edit|Continue your change)$/ }).click();
      await page.getByRole('heading', { level: 1, name: /^Edit TEA-/ }).waitFor();
    },
    async leaveAll() {
      const breaches = visits.flatMap((each) => each.breaches);
      for (const { page } of visits) await page.context().close();
      visits = [];
      return breaches;
    },
    forgive() {
      for (const { breaches } of visits) breaches.splice(0);
    },
    async stop() {
      await browser.close();
      await server.stop();
      await pages.remove();
    },
  };
}
