import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { audit } from '../audit/index.ts';
import { boxState, openSniffer } from '../box/index.ts';
import { main } from '../commands/main.ts';
import { commit, listRevisions, sequence } from '../record/index.ts';
import { addressOf, removeFile } from '../store/index.ts';
import { type Examining, startExamining } from '../testing/examining.ts';
import { examineItem } from './examine.ts';
import { copyOf, familyOf } from './examine-plan.ts';
import { putOff, takeNext } from './examine-store.ts';
import { examineNow, startExamination } from './index.ts';
import { findTools, toolsState } from './tools.ts';

// What an examination writes down of files that mean no harm, and when.

let examining: Examining;
let lead: string;
const items = new Map<string, string>();
const tools = await findTools();
const { sealed } = await boxState();

/** Corners of the upright picture, from the top left in the order of reading. */
const CORNERS = ['#ff0000', '#00ff00', '#0000ff', '#ffff00'];

beforeAll(async () => {
  examining = await startExamining();
  lead = examining.cairn.token;
  for (let orientation = 1; orientation <= 8; orientation += 1)
    items.set(`side${orientation}.jpg`, await examining.put(`folder/side${orientation}.jpg`, await lying(orientation)));
  items.set(
    'camera.jpg',
    await examining.put('camera.jpg', await fromCamera(), { sensitivity: 'case-only', sourceCode: 'KHA-S-1' }),
  );
  items.set('moving.gif', await examining.put('moving.gif', await moving()));
  items.set('notes.txt', await examining.put('notes.txt', Buffer.from('Three shots were heard at noon.')));
  items.set('open.txt', await examining.put('open.txt', Buffer.from('For all.'), { sensitivity: 'public' }));
  items.set('film.mp4', await examining.put('film.mp4', withoutFilm()));
  items.set(
    'telephone.heic',
    await examining.put('telephone.heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0heicmif1', 'latin1')),
  );
  const { failed, examined } = await examineNow(examining.cairn.instance);
  expect(failed).toEqual([]);
  expect(examined.map(({ item }) => item).sort()).toEqual([...items.values()].sort());
});
afterAll(() => examining?.stop());

async function upright(): Promise<Buffer> {
  const corner = (background: string) =>
    sharp({ create: { width: 60, height: 40, channels: 3, background } })
      .png()
      .toBuffer();
  const tiles = await Promise.all(CORNERS.map(corner));
  const composite = tiles.map((input, i) => ({ input, left: (i % 2) * 60, top: Math.floor(i / 2) * 40 }));
  return sharp({ create: { width: 120, height: 80, channels: 3, background: '#000000' } })
    .composite(composite)
    .png()
    .toBuffer();
}

/** The picture as a camera held that way stores it: EXIF 2.3, tag 0x0112. */
async function lying(orientation: number): Promise<Buffer> {
  const turned: Readonly<Record<number, [turn: number, mirror?: 'flip' | 'flop']>> = {
    ...{ 1: [0], 2: [0, 'flop'], 3: [180], 4: [0, 'flip'] },
    ...{ 5: [90, 'flop'], 6: [270], 7: [90, 'flip'], 8: [90] },
  };
  const [turn, mirror] = turned[orientation] ?? [0];
  let picture = await sharp(await upright())
    .rotate(turn)
    .png()
    .toBuffer();
  if (mirror !== undefined) picture = await sharp(picture)[mirror]().png().toBuffer();
  return sharp(picture).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
}

function fromCamera(): Promise<Buffer> {
  return sharp({ create: { width: 2000, height: 1000, channels: 3, background: '#808080' } })
    .withExif({
      IFD0: { Make: 'Acme', Model: 'One', Artist: 'Olena K.' },
      IFD2: { DateTimeOriginal: '2026:05:01 12:34:56', OffsetTimeOriginal: '+03:00', BodySerialNumber: 'SN-0815' },
      IFD3: {
        ...{ GPSLatitude: '50/1 27/1 3600/100', GPSLatitudeRef: 'N' },
        ...{
          GPSLongitude: '30/1 31/1 1200/100',
          GPSLongitudeRef: 'W',
          GPSAltitude: '1705/10',
          GPSImgDirection: '27050/100',
        },
      },
    })
    .jpeg()
    .toBuffer();
}

function moving(): Promise<Buffer> {
  const frames = ['#ff0000', '#00ff00', '#0000ff'].map((background) => ({
    create: { width: 50, height: 30, channels: 3 as const, background },
  }));
  return sharp(frames as never, { join: { animated: true } } as never)
    .gif()
    .toBuffer();
}

/** The beginning of a recording, without one. */
function withoutFilm(): Buffer {
  return Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isommp42\0\0\0\x08free', 'latin1');
}

const idOf = (name: string) => items.get(name) ?? '';
const bodyOf = async (name: string) => (await examining.item(idOf(name))).body;

test.each([1, 2, 3, 4, 5, 6, 7, 8])('a picture that lies in way %i stands upright', async (orientation) => {
  const { technical } = await bodyOf(`side${orientation}.jpg`);
  expect(technical).toMatchObject({ outcome: 'read', mediaType: 'image/jpeg', width: 120, height: 80, orientation });
  const copies = await examining.copies(idOf(`side${orientation}.jpg`));
  expect([...copies.keys()].sort()).toEqual(['preview', 'thumbnail']);
  for (const { bytes, body } of copies.values()) {
    const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    expect(body.technical).toMatchObject({ width: info.width, height: info.height });
    expect([info.width, info.height]).toEqual([120, 80]);
    const seen = CORNERS.map((_, i) => {
      const at = ((i < 2 ? 20 : 60) * info.width + (i % 2 === 0 ? 30 : 90)) * info.channels;
      return [...data.subarray(at, at + 3)].map((value) => (value > 128 ? 'ff' : '00')).join('');
    });
    expect(seen.map((each) => `#${each}`)).toEqual(CORNERS);
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
  }
});

test('what a camera wrote is kept at its level, and copies say whose they are', async () => {
  const body = await bodyOf('camera.jpg');
  expect(body.recorded).toEqual({
    ...{ at: '2026-05-01T12:34:56', zone: '+03:00', camera: 'Acme One' },
    ...{ latitude: 50.46, longitude: -30.52, altitude: 170.5, direction: 270.5 },
  });
  const tags = new Map(body.embedded?.tags.map(({ name, value }) => [name, value]));
  expect(tags.get('ifd0.Artist')).toBe('Olena K.');
  expect(tags.get('exif.SerialNumber') ?? tags.get('exif.BodySerialNumber')).toBe('SN-0815');
  // What people said of it stands as it stood.
  expect(body).toMatchObject({ sensitivity: 'case-only', sourceCode: 'KHA-S-1' });
  const copies = await examining.copies(idOf('camera.jpg'));
  const thumbnail = copies.get('thumbnail')?.body;
  expect(thumbnail).toMatchObject({
    ...{
      itemKind: 'file',
      captureClass: 'derivative',
      sensitivity: 'case-only',
      provenance: { parent: idOf('camera.jpg') },
    },
    derivative: { of: idOf('camera.jpg'), role: 'thumbnail', tool: 'sharp', toolVersion: tools.sharp },
    technical: { outcome: 'read', mediaType: 'image/webp', width: 320, height: 160 },
    file: { name: 'camera.thumbnail.webp', mediaType: 'image/webp' },
  });
  expect(copies.get('preview')?.body.technical).toMatchObject({ width: 1600, height: 800 });
  const [, revision] = await listRevisions(examining.cairn.instance, examining.session, idOf('camera.jpg'));
  expect(revision).toMatchObject({
    reason: `Examined by sharp ${tools.sharp}`,
    author: expect.stringMatching(/^operator:/),
  });
});

test('an account cleared for internal fields sees the sides of a picture and not where it was taken', async () => {
  const token = await examining.cairn.addPerson('internal', { role: 'reader', clearance: 'internal' });
  const path = `/api/v1/records/${idOf('side1.jpg')}`;
  const answer = await fetch(examining.cairn.origin + path, { headers: { authorization: `Bearer ${token}` } });
  const { body } = (await answer.json()) as { body: Record<string, unknown> };
  expect(Object.keys(body).sort()).toEqual(['file', 'itemKind', 'technical']);
});

test('copies are guarded as their original is, from the moment on at which it is guarded otherwise', async () => {
  const { cairn } = examining;
  const token = await cairn.addPerson('below', { role: 'reader', clearance: 'internal' });
  const id = await examining.put('guarded.jpg', await lying(6));
  await examineNow(cairn.instance);
  const copies = [...(await examining.copies(id)).values()].map((copy) => copy.id);
  const statuses = () =>
    Promise.all(
      [id, ...copies].map(async (each) => {
        const headers = { authorization: `Bearer ${token}` };
        return (await fetch(`${cairn.origin}/api/v1/records/${each}`, { headers })).status;
      }),
    );
  expect(await statuses()).toEqual([200, 200, 200]);
  for (const [sensitivity, seen] of [
    ['case-only', 404],
    [null, 200],
  ] as const) {
    const { revision } = await examining.item(id);
    const answer = await fetch(`${cairn.origin}/api/v1/records/${id}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${lead}`, 'content-type': 'application/json' },
      body: JSON.stringify({ revision, body: { sensitivity }, reason: 'It shows a face.' }),
    });
    expect(answer.status).toBe(200);
    const [original, ...others] = await statuses();
    expect(others).toEqual([seen, seen]);
    // Its kind is public.
    expect([200, seen]).toContain(original);
  }
});

test('what programs say nobody writes in their name, and a copy that a person recorded has its author', async () => {
  const { cairn } = examining;
  const token = await cairn.addPerson('forger', { role: 'contributor', clearance: 'sealed' });
  const send = async (method: string, path: string, body: Record<string, unknown>) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(cairn.origin + path, {
      method,
      headers,
      body: JSON.stringify({ ...body, reason: 'x' }),
    });
    const { id = '', problems = [] } = (await answer.json()) as { id?: string; problems?: { code: string }[] };
    return { status: answer.status, id, code: problems[0]?.code };
  };
  const id = idOf('side8.jpg');
  const { body, revision } = await examining.item(id);
  const change = (changed: object) => send('PATCH', `/api/v1/records/${id}`, { revision, body: changed });
  for (const changed of [
    { recorded: { latitude: 1 } },
    { technical: { width: 7 } },
    { embedded: null, technical: null },
  ])
    expect(await change(changed)).toMatchObject({ status: 422, code: 'machine-read' });
  const copy = (role: string) =>
    send('POST', '/api/v1/records', {
      kind: 'item',
      compartment: cairn.compartment.id,
      body: { itemKind: 'file', file: body.file, derivative: { of: id, role, tool: 'sharp', toolVersion: '1' } },
    });
  expect(await copy('thumbnail')).toMatchObject({ status: 422, code: 'machine-read' });
  const redacted = await copy('redacted');
  expect(redacted.status).toBe(201);
  const evidence = await fetch(`${cairn.origin}/api/v1/items/${redacted.id}/evidence`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { custody } = (await evidence.json()) as { custody: { event: string; by?: string }[] };
  expect(custody.find(({ event }) => event === 'recorded')?.by).toBeTruthy();
});

test('a moving picture counts its frames and shows the first; a text is told by its content', async () => {
  expect((await bodyOf('moving.gif')).technical).toMatchObject({ outcome: 'read', width: 50, height: 30 });
  const [frame] = [...(await examining.copies(idOf('moving.gif'))).values()];
  const { data } = await sharp(frame?.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  expect(data[0]).toBeGreaterThan(200);
  expect((await bodyOf('notes.txt')).technical).toMatchObject({
    outcome: 'read',
    mediaType: 'text/plain',
    tool: 'file-type',
  });
});

test('recordings and HEIC say what is missing where no program reads them', async () => {
  const film = tools.ffmpeg === null ? 'tool-missing' : 'malformed';
  expect((await bodyOf('film.mp4')).technical).toMatchObject({ outcome: film, mediaType: 'video/mp4' });
  const heic = tools.heif === null ? 'tool-missing' : 'malformed';
  expect((await bodyOf('telephone.heic')).technical).toMatchObject({ outcome: heic, mediaType: 'image/heic' });
  const state = await toolsState();
  expect(state.map(({ name }) => name)).toEqual(['sharp', 'ffmpeg', 'libheif']);
  expect(state[0]?.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(state[1]?.version === null).toBe(tools.ffmpeg === null);
});

test('looked at once more, copies that came out the same are not added again', async () => {
  const id = idOf('camera.jpg');
  const before = await examining.copies(id);
  const { body, revision } = await examining.item(id);
  expect(await ask(lead, id)).toEqual([202, 'waiting']);
  const { examined } = await examineNow(examining.cairn.instance);
  expect(examined.find(({ item }) => item === id)).toMatchObject({ outcome: 'read', made: [] });
  const after = await examining.item(id);
  expect(after.revision).toBe(revision + 1);
  expect({ ...after.body, technical: null }).toEqual({ ...body, technical: null });
  expect([...(await examining.copies(id))].map(([, each]) => each.id)).toEqual([...before].map(([, each]) => each.id));
});

async function ask(token: string | null, id: string): Promise<[number, unknown]> {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  const answer = await fetch(`${examining.cairn.origin}/api/v1/items/${id}/examine`, { method: 'POST', headers });
  const told = (await answer.json()) as { state?: string; title?: string };
  return [answer.status, told.state ?? told.title];
}

test('who may write may ask; who may not see the item hears that there is none', async () => {
  const { cairn } = examining;
  const reader = await cairn.addPerson('asks', { role: 'reader', clearance: 'sealed' });
  const low = await cairn.addPerson('asks-low', { role: 'contributor', clearance: 'public' });
  const stranger = await cairn.addPerson('asks-stranger');
  const id = idOf('camera.jpg');
  expect((await ask(null, id))[0]).toBe(401);
  expect((await ask(reader, id))[0]).toBe(403);
  expect(await ask(stranger, id)).toEqual(await ask(stranger, '00000000-0000-4000-8000-000000000000'));
  // Of an item that shows public fields to somebody, the file is not theirs to have looked at.
  expect((await ask(low, idOf('side1.jpg')))[0]).toBe(404);
  expect((await ask(low, idOf('open.txt')))[0]).toBe(422);
  const copy = (await examining.copies(id)).get('thumbnail')?.id ?? '';
  expect((await ask(lead, copy))[0]).toBe(422);
});

test('somebody who edits the item meanwhile loses nothing', async () => {
  const { cairn, session } = examining;
  const id = await examining.put('busy.jpg', await lying(1));
  const sniffer = openSniffer();
  let edits = 0;
  let over = false;
  const editing = (async () => {
    while (!over && edits < 30) {
      const { body, revision } = await examining.item(id);
      const notes = `Seen ${edits + 1} times`;
      const change = {
        id,
        kind: 'item',
        compartment: cairn.compartment.id,
        base: revision,
        body: { ...body, notes },
      } as const;
      await commit(cairn.instance, session, [change], 'Looked at').then(
        () => {
          edits += 1;
        },
        () => undefined,
      );
    }
  })();
  const given = { item: id, compartment: cairn.compartment.id };
  const done = await examineItem(cairn.instance, { sniffer, tools }, given).catch((error: Error) => error.name);
  over = true;
  await editing;
  sniffer.close();
  const { body } = await examining.item(id);
  expect(edits).toBeGreaterThan(0);
  expect(body.notes).toBe(`Seen ${edits} times`);
  // Five edits in a row may be faster than it; then it comes up again.
  if (done !== 'Conflict') expect(body.technical).toMatchObject({ outcome: 'read', width: 120 });
});

test('a file that is not there is tried three times; one whose servers died is given up and marked', async () => {
  const { instance, compartment } = examining.cairn;
  const id = await examining.put('gone.jpg', await fromCamera());
  await examineNow(instance);
  const { body } = await examining.item(id);
  await removeFile(instance, addressOf(instance, compartment.id, body.file?.sha256 ?? ''));
  await ask(lead, id);
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const { failed } = await examineNow(instance);
    expect(failed).toEqual([{ item: id, problem: 'Its file is not in the store.' }]);
    if (attempt < 3) await putOff(instance.owner, id, 0);
  }
  expect((await examineNow(instance)).failed).toEqual([]);
  // A server that dies while it looks leaves the item taken; the fourth that comes does not try.
  await ask(lead, id);
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await putOff(instance.owner, id, 0);
    expect(await takeNext(instance.owner)).toMatchObject({ item: id, attempts: attempt });
    expect(await takeNext(instance.owner)).toBeNull();
  }
  await putOff(instance.owner, id, 0);
  const { examined } = await examineNow(instance);
  expect(examined).toMatchObject([{ item: id, outcome: 'timed-out' }]);
  expect((await examining.item(id)).body.technical).toMatchObject({ outcome: 'timed-out', tool: 'cairn' });
});

test('the server looks at what comes in by itself; two of them look at each file once', async () => {
  const { instance } = examining.cairn;
  const loops = [startExamination(instance), startExamination(instance)];
  const ids = [await examining.put('one.jpg', await lying(2)), await examining.put('two.jpg', await lying(3))];
  try {
    await vi.waitFor(
      async () => {
        for (const id of ids) expect((await examining.item(id)).body.technical?.outcome).toBe('read');
      },
      { timeout: 60_000, interval: 200 },
    );
  } finally {
    await Promise.all(loops.map((loop) => loop.stop()));
  }
  for (const id of ids) {
    expect((await examining.item(id)).revision).toBe(2);
    expect((await examining.copies(id)).size).toBe(2);
  }
});

test('a server that stops lets go of what it looks at, and another looks at it', async () => {
  const { instance, compartment } = examining.cairn;
  const id = await examining.put('stopped.jpg', await lying(5));
  const sniffer = openSniffer();
  const looking = { sniffer, tools, signal: AbortSignal.abort() };
  await expect(examineItem(instance, looking, { item: id, compartment: compartment.id })).rejects.toThrow(/stops/);
  sniffer.close();
  expect((await examining.item(id)).body.technical).toBeUndefined();
  const loop = startExamination(instance);
  await loop.stop();
  await examineNow(instance);
  expect((await examining.item(id)).body.technical).toMatchObject({ outcome: 'read', orientation: 5 });
});

test('the command looks at what waits and lists it', async () => {
  const id = await examining.put('command.jpg', await lying(4));
  let out = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const status = await main(['evidence', 'examine', '--json', '--data', examining.cairn.data]).finally(() =>
    spy.mockRestore(),
  );
  const told = JSON.parse(out) as { examined: { item: string; outcome: string; made: string[] }[] };
  expect(status).toBe(0);
  expect(told.examined.find(({ item }) => item === id)).toMatchObject({
    outcome: 'read',
    made: ['thumbnail', 'preview'],
  });
});

test('audit finds nothing wrong with what examinations wrote', async () => {
  const { instance } = examining.cairn;
  await sequence(instance);
  const { findings } = await audit(instance, {} as never);
  // The file that a test above took away.
  expect(findings.filter(({ what }) => what !== 'file')).toEqual([]);
});

test('which programs look at what, and which recordings browsers play', () => {
  expect(familyOf('application/zip')).toBe('other');
  expect(familyOf('image/heic')).toBe('heif');
  expect(familyOf('video/quicktime')).toBe('recording');
  expect(familyOf('application/octet-stream')).toBe('unknown');
  const streams = { video: 'h264', pixels: 'yuv420p', audio: 'aac' };
  expect(copyOf('video/mp4', streams)).toBeNull();
  expect(copyOf('video/quicktime', streams)).toEqual({ picture: 'copy', sound: 'copy' });
  expect(copyOf('video/mp4', { ...streams, video: 'hevc' })).toEqual({ picture: 'encode', sound: 'copy' });
  expect(copyOf('video/mp4', { ...streams, pixels: 'yuv422p10le' })).toEqual({ picture: 'encode', sound: 'copy' });
  expect(copyOf('video/3gpp', { video: 'h263', pixels: 'yuv420p', audio: 'amr_nb' })).toEqual({
    picture: 'encode',
    sound: 'encode',
  });
  expect(copyOf('audio/amr', { video: null, pixels: null, audio: 'amr_nb' })).toEqual({
    picture: 'none',
    sound: 'encode',
  });
  expect(copyOf('audio/ogg', { video: null, pixels: null, audio: 'opus' })).toBeNull();
  expect(typeof sealed).toBe('boolean');
});
