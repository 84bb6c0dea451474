import { expect, test } from 'vitest';
import { readCertificate } from './certificate.ts';
import { chainTo } from './chain.ts';
import { makeParty, type Party, type PartyOptions } from './testing.ts';

const AT = { text: '2031-03-05T06:00:00Z', ms: Date.parse('2031-03-05T06:00:00Z') };
const CA = { ca: true };

async function wayOf(signer: Party, anchors: Party[], others: Party[]): Promise<number> {
  const [from, to, between] = [[signer], anchors, others].map((all) => all.map(({ der }) => readCertificate(der)));
  const way = await chainTo(from?.[0] as never, to as never, between as never, AT);
  return way.length;
}

/** A root, one between and a signer, the middle one with what is given. */
async function three(options: Partial<PartyOptions> = {}, ofRoot: Partial<PartyOptions> = {}): Promise<Party[]> {
  const root = await makeParty('Root', null, { ...CA, ...ofRoot });
  const between = await makeParty('Between', root, { ...CA, ...options });
  return [await makeParty('Signer', between, { ca: false }), between, root];
}

test('a root that is also signed by one that nobody has is still the root', async () => {
  const [signer, between, root] = (await three()) as [Party, Party, Party];
  const absent = await makeParty('Older root', null, CA);
  const crossed = await makeParty('Root', absent, { ...CA, keys: root.keys });
  expect(await wayOf(signer, [root], [crossed, between])).toBe(3);
  expect(await wayOf(signer, [absent], [crossed, between])).toBe(4);
  await expect(wayOf(signer, [absent], [between])).rejects.toMatchObject({ fault: 'chain' });
});

test('certificates that signed each other are not followed for ever', async () => {
  const [signer, between, root] = (await three()) as [Party, Party, Party];
  const circle = await makeParty('Root', between, { ...CA, keys: root.keys });
  const other = await makeParty('Other', null, CA);
  await expect(wayOf(signer, [other], [between, circle])).rejects.toMatchObject({ fault: 'chain' });
  expect(await wayOf(signer, [root], [circle, between])).toBe(3);
});

const UNSOUND: [string, Partial<PartyOptions>, Partial<PartyOptions>][] = [
  ['the one between may sign none', { ca: false }, {}],
  ['the one between was valid no more', { notAfter: new Date('2030-01-01T00:00:00Z') }, {}],
  ['the root was not valid yet', {}, { notBefore: new Date('2032-01-01T00:00:00Z') }],
  ['the root lets none stand between', {}, { below: 0 }],
];

test.each(UNSOUND)('there is no way where %s', async (_what, ofBetween, ofRoot) => {
  const [signer, between, root] = (await three(ofBetween, ofRoot)) as [Party, Party, Party];
  await expect(wayOf(signer, [root], [between])).rejects.toMatchObject({ fault: 'chain' });
});

test('as many may stand between as the root lets', async () => {
  const [signer, between, root] = (await three({ below: 0 }, { below: 1 })) as [Party, Party, Party];
  expect(await wayOf(signer, [root], [between])).toBe(3);
});
