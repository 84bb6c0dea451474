import { expect, test } from 'vitest';
import { hostNamed, hostsOf, refusalOfFilesOrigin } from './hosts.ts';

const PAGES = 'https://cairn.example.org';
const FILES = 'https://files.example.net';

test('an address of files is another host name, of the same scheme', () => {
  expect(refusalOfFilesOrigin(PAGES, FILES)).toBeNull();
  expect(refusalOfFilesOrigin(PAGES, 'https://files.cairn.example.org')).toBeNull();
  for (const same of [PAGES, `${PAGES}:8443`, 'https://CAIRN.example.org', 'https://cairn.example.org.'])
    expect(refusalOfFilesOrigin(PAGES, same), same).toMatch('same host name');
  expect(refusalOfFilesOrigin(PAGES, 'http://cairnfiles.onion')).toMatch('would not load');
});

test('each name knows where its files are, and whether that is a place apart', () => {
  const known = (given: Parameters<typeof hostsOf>[1]) =>
    hostsOf(8470, given).map(({ origin, files, filesHost }) => [origin, files, filesHost.origin, filesHost.apart]);
  const here = 'http://files.localhost:8470';
  const local = [
    ['http://localhost:8470', false, here, true],
    ['http://127.0.0.1:8470', false, here, true],
    [here, true, here, true],
  ];
  expect(known({})).toEqual(local);
  expect(known({ origin: `${PAGES}/` })).toEqual([...local, [PAGES, false, PAGES, false]]);
  expect(known({ origin: PAGES, filesOrigin: FILES })).toEqual([
    ...local,
    [PAGES, false, FILES, true],
    [FILES, true, FILES, true],
  ]);
});

test.each([
  ...[
    undefined,
    '',
    'localhost',
    'localhost:8471',
    'files.localhost',
    'evil.files.localhost:8470',
    'files.localhost.:8470',
  ],
  ...[
    'files.localhost:8470.',
    'files.localhost:08470',
    'files.localhost:8470/',
    'a@files.localhost:8470',
    '[::1]:8470',
  ],
])('%j is none of its names', (name) => {
  const hosts = () => hostsOf(8470, { origin: PAGES, filesOrigin: FILES });
  expect(hostNamed(hosts, name)).toBeNull();
  expect(hostNamed(hosts, 'FILES.localhost:8470')?.files).toBe(true);
});
