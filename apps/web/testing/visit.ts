import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { ServerUnderTest } from './server.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A page in a browser of its own memory, which notes what it was asked not to do. */
export interface VisitPage {
  page: Page;
  /** Requests that left the origin, and errors on the console: breaches of the content security policy among them. */
  breaches: string[];
}

/** @param files the host from which foreign files are shown; without it nothing but the pages' own origin is asked */
export async function visit(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
  files?: string,
): Promise<VisitPage> {
  const context = await browser.newContext({ locale: 'en-GB', baseURL: origin, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const breaches: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    const own = url.startsWith(`${origin}/`) || url.startsWith(`blob:${origin}/`);
    if (!own && !(files && url.startsWith(`${files}/f/`))) breaches.push(`request to ${url}`);
  });
  page.on('console', (message) => {
    // A browser reports each refusal of the server so; that a wrong token is refused is what the tests want, and that a
    // log smaller than what was seen says so.
    if (message.type() === 'error' && !/status of 4(?:0[1349]|22|29)/.test(message.text()))
      breaches.push(message.text());
  });
  page.on('pageerror', (error) => breaches.push(error.message));
  return { page, breaches };
}

/** Through the folded way in for tokens, to the library. */
export async function signIn(page: Page, { token }: Pick<ServerUnderTest, 'token'>): Promise<void> {
  await page.goto('/library');
  await page.getByText(/^(Sign in with an access token|Увійти з токеном доступу)$/).click();
  await page.getByLabel(/^(Token|Токен)$/).fill(token);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /^(Library|Бібліотека)$/ }).waitFor();
}

/** What axe finds against WCAG 2.2 AA, each as "rule: element". */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe is put into the page as a global.
    const { axe } = globalThis as any;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const result = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return result.violations.flatMap(({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
      nodes.map(({ html }) => `${id}: ${html}`),
    );
  });
}
