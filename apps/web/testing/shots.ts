import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** Where pictures go; without it none are made. */
const FOLDER = process.env.CAIRN_SHOTS;
const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 360, height: 800 },
];
const LANGUAGES = { en: 'English', uk: 'Українська' } as const;
const SCHEMES = ['light', 'dark'] as const;

/** As tall as the sheet that scrolls inside the frame, where there is one: a picture shows all of it. */
const heightOf = (page: Page) =>
  page.evaluate(() => {
    const main = document.getElementById('main');
    return main ? main.scrollHeight + innerHeight - main.clientHeight : document.documentElement.scrollHeight;
  });

async function speak(page: Page, language: keyof typeof LANGUAGES): Promise<void> {
  await page.evaluate((name) => {
    const buttons = [...document.querySelectorAll('button[lang]')] as HTMLButtonElement[];
    buttons.find((button) => button.textContent === name)?.click();
  }, LANGUAGES[language]);
  await page.waitForFunction((lang) => document.documentElement.lang === lang, language);
}

async function light(page: Page, scheme: (typeof SCHEMES)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  await page.evaluate((wish) => {
    document.documentElement.dataset.mantineColorScheme = wish;
  }, scheme);
}

/**
 * Pictures of the page as it stands: 1440 and 360 px, English and Ukrainian, light and dark, as
 * `NAME-WIDTH-LANGUAGE-SCHEME.png` in the folder that CAIRN_SHOTS names; nothing without it. Leaves the page in English,
 * light, and as wide as it was.
 */
export async function shoot(page: Page, name: string): Promise<void> {
  if (!FOLDER) return;
  mkdirSync(FOLDER, { recursive: true });
  const before = page.viewportSize();
  for (const { width, height } of WIDTHS) {
    for (const language of Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[]) {
      await speak(page, language);
      for (const scheme of SCHEMES) {
        await light(page, scheme);
        await page.setViewportSize({ width, height });
        await page.setViewportSize({ width, height: Math.max(height, await heightOf(page)) });
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({ path: path.join(FOLDER, `${name}-${width}-${language}-${scheme}.png`) });
      }
    }
  }
  await speak(page, 'en');
  await light(page, 'light');
  if (before) await page.setViewportSize(before);
}
