import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

// The house rules about who may import whom, held over every source file.

const root = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = globSync('{packages,apps}/**/*.{ts,tsx}', {
  cwd: root,
  exclude: (name) => name.includes('node_modules') || name.includes('dist'),
})
  .filter((path) => !/node_modules|\/dist\//.test(path))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(root, path), 'utf8') }));

const CODE = SOURCES.filter(({ path }) => !/\.test\.tsx?$|\/testing|\/foreign\.ts$/.test(path));

function importsOf({ path, text }: { path: string; text: string }): string[] {
  const found = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1] as string);
  return found.map((name) =>
    name.startsWith('.') ? relative(root, resolve(root, dirname(path), name)).replaceAll('\\', '/') : name,
  );
}

/** The room of a file. Audit re-derives what the record engine wrote: the two are one room with two doors. */
function areaOf(path: string): string | null {
  const area = /^apps\/server\/src\/([a-z]+)\//.exec(path)?.[1] ?? null;
  return area === 'audit' ? 'record' : area;
}

test('there is something to check', () => {
  expect(CODE.length).toBeGreaterThan(100);
});

test('packages touch no network, disk or database, and import no app', () => {
  const wrong = CODE.filter(({ path }) => path.startsWith('packages/')).flatMap((file) =>
    importsOf(file)
      .filter((name) => /^node:|^pg$|^fastify|^apps\//.test(name))
      .map((name) => `${file.path} imports ${name}`),
  );
  expect(wrong).toEqual([]);
});

test("no area of the server imports another area's store", () => {
  const wrong = CODE.flatMap((file) =>
    importsOf(file)
      .filter(
        (name) => areaOf(name) !== null && areaOf(name) !== areaOf(file.path) && /(^|-)store\.ts$/.test(basename(name)),
      )
      .map((name) => `${file.path} imports ${name}`),
  );
  expect(wrong).toEqual([]);
});

test('SQL stands in stores, migrations and the parts that open the database', () => {
  const sql = /\b(select|insert into|delete from|update)\b[^;`'"]*\b(from|into|set|values|where|cairn\.)/i;
  const wrong = CODE.filter(({ path }) => path.startsWith('apps/server/src') && !/store|\/database\//.test(path))
    .filter(({ text }) =>
      [...text.matchAll(/\.query[^(]*\(\s*(['"`])([\s\S]*?)\1/g)].some((match) => sql.test(match[2] as string)),
    )
    .map(({ path }) => path);
  expect(wrong).toEqual([]);
});

test('no import goes in a circle between areas of the server below the commands', () => {
  // The order in which the rooms stand on each other; a room may use those before it.
  const order = [
    'database',
    'box',
    'store',
    'record',
    'access',
    'erasure',
    'evidence',
    'monitoring',
    'anchors',
    'exchange',
    'http',
    'commands',
  ];
  const allowed = new Set([
    'record>access',
    'record>http',
    'access>http',
    'erasure>http',
    'evidence>http',
    'monitoring>http',
    'anchors>http',
    'exchange>http',
  ]);
  const wrong = CODE.flatMap((file) => {
    const from = areaOf(file.path);
    return importsOf(file).flatMap((name) => {
      const to = areaOf(name);
      if (from === null || to === null || from === to || order.indexOf(to) <= order.indexOf(from)) return [];
      const isRoute = /routes\.ts$/.test(file.path);
      return isRoute && allowed.has(`${from}>${to}`) ? [] : [`${file.path} imports ${name}`];
    });
  });
  expect(wrong).toEqual([]);
});

test('nothing is called utils or helpers, nothing is exported by default, no file grows past what one reads at a sitting', () => {
  for (const { path, text } of CODE) {
    expect(basename(path), path).not.toMatch(/^(utils?|helpers?)\./);
    if (!path.endsWith('.config.ts')) expect(text, path).not.toMatch(/^export default/m);
  }
  const long = CODE.filter(
    ({ path, text }) => text.split('\n').length > 450 && !/vocabularies|words|demo/.test(path),
  ).map(({ path }) => path);
  expect(long).toEqual([]);
});

test('no committed file names a package registry or holds a left-over', () => {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  expect(lock).not.toMatch(/"resolved": *"http/);
  const left = SOURCES.filter(({ path }) => !path.startsWith('test/'))
    .filter(({ text }) => /\b(TODO|FIXME)\b|\b(test|it|describe)\.(only|todo)\(/.test(text))
    .map(({ path }) => path);
  expect(left).toEqual([]);
});
