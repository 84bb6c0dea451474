import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, ConsoleMessage, Page, Request } from 'playwright-core';
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

/** Through the folded way in for tokens, to the library. @throws with what the page showed, said and waited for where it fails */
export async function signIn(page: Page, { token }: Pick<ServerUnderTest, 'token'>): Promise<void> {
  const seen = watch(page);
  try {
    await page.goto('/library');
    await page.getByText(/^(Sign in with an access token|Увійти з токеном доступу)$/).click();
    await page.getByLabel(/^(Token|Токен)$/).fill(token);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /^(Library|Бібліотека)$/ }).waitFor();
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n${await seen.tell()}`, { cause: error });
  } finally {
    seen.stop();
  }
}

/** Notes what a page says and asks for, from now on. */
function watch(page: Page): { tell(): Promise<string>; stop(): void } {
  const said: string[] = [];
  const waiting = new Set<Request>();
  const onConsole = (message: ConsoleMessage) => void said.push(`${message.type()}: ${message.text()}`);
  const onError = (error: Error) => void said.push(`error: ${error.message}`);
  const onRequest = (request: Request) => void waiting.add(request);
  const onEnd = (request: Request) => void waiting.delete(request);
  page.on('console', onConsole).on('pageerror', onError).on('request', onRequest);
  page.on('requestfinished', onEnd).on('requestfailed', onEnd);
  return {
    tell: async () => {
      const text = await page
        .locator('body')
        .innerText({ timeout: 2_000 })
        .catch((error: Error) => error.message);
      return [
        `The page ${page.url()} showed: ${text.slice(0, 500) || 'nothing'}`,
        `It said: ${said.join('; ') || 'nothing'}`,
        `It waited for: ${[...waiting].map((request) => `${request.method()} ${request.url()}`).join(', ') || 'nothing'}`,
      ].join('\n');
    },
    stop: () => {
      page.off('console', onConsole).off('pageerror', onError).off('request', onRequest);
      page.off('requestfinished', onEnd).off('requestfailed', onEnd);
    },
  };
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
