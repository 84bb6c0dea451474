import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../audit/index.ts';
import { type Change, commit, newId, readRecord, sequence } from '../record/index.ts';
import { isStored, storeFile } from '../store/index.ts';
import { type ErasureSubject, startErasureSubject, traces } from '../testing/erasure-subject.ts';
import { approveErasure, previewErasure, requestErasure } from './index.ts';
import { ErasureConflict } from './types.ts';

// What was read from a file, and copies that were made of it, go with the file.

const REASON = 'Whoever gave it wants it gone.';

let subject: ErasureSubject;
beforeAll(async () => {
  subject = await startErasureSubject();
});
afterAll(() => subject?.stop());

interface Picture {
  readonly item: Change;
  readonly thumbnail: Change;
  /** A copy of the thumbnail. */
  readonly small: Change;
  readonly digests: readonly string[];
}

async function fileOf(content: string): Promise<{ sha256: string; bytes: number }> {
  const path = join(subject.folder, randomBytes(4).toString('hex'));
  writeFileSync(path, content);
  const { sha256, bytes } = await storeFile(subject.instance, subject.compartment, path);
  rmSync(path);
  return { sha256, bytes };
}

function change(body: Record<string, unknown>): Change {
  return { id: newId(), kind: 'item', compartment: subject.compartment, base: 0, body };
}

function copyOf(of: string, file: object, value: string): Change {
  return change({
    ...{ itemKind: 'file', captureClass: 'derivative', file, title: `Copy of ${value}` },
    derivative: { of, role: 'thumbnail', tool: 'sharp', toolVersion: '0.35.0' },
  });
}

/** A picture in which a value stands, in what was read from it too, with a thumbnail of it and one of that. */
async function picture(value: string): Promise<Picture> {
  const tool = { tool: 'sharp', toolVersion: '0.35.0' };
  const [file, one, two] = [await fileOf(`P ${value}`), await fileOf(`T ${value}`), await fileOf(`S ${value}`)];
  const item = change({
    ...{ itemKind: 'file', file, title: 'At the bridge' },
    technical: { outcome: 'read', mediaType: 'image/jpeg', codec: value, ...tool, at: '2026-01-02' },
    recorded: { camera: value, latitude: 1, longitude: 2 },
    embedded: { tags: [{ name: 'Owner', value }], ...tool },
  });
  const thumbnail = copyOf(item.id, one, value);
  const small = copyOf(thumbnail.id, two, value);
  await commit(subject.instance, subject.people.lead, [item, thumbnail, small], 'Taken in');
  // Read once more: both revisions hold what was read.
  const again = { ...item, base: 1, body: { ...item.body, recorded: { camera: `${value} II` } } };
  await commit(subject.instance, subject.people.lead, [again], 'Examined again');
  return { item, thumbnail, small, digests: [file, one, two].map(({ sha256 }) => sha256) };
}

const stored = ({ digests }: Picture): Promise<boolean[]> =>
  Promise.all(digests.map((digest) => isStored(subject.instance, subject.compartment, digest)));

test('with a file goes what was read from it and every copy of it: nothing of them is left in database or store', {
  timeout: 120_000,
}, async () => {
  const { instance, people, compartment, data } = subject;
  const made = await picture('Vorqalune');
  const kept = await picture('Otherwise');
  const targets = [{ record: made.item.id, fields: ['file'] }];
  const preview = await previewErasure(instance, people.lead, { compartment, targets });
  const places = preview.places.map(({ record, revision, claim, because }) => {
    const name = record === made.item.id ? 'item' : record === made.thumbnail.id ? 'thumbnail' : 'small';
    expect([made.item.id, made.thumbnail.id, made.small.id]).toContain(record);
    return `${name} ${revision} ${claim} ${because}`;
  });
  expect(places.sort()).toEqual(
    [
      ...[1, 2].flatMap((n) => [
        ...[`item ${n} body.file named`, `item ${n} body.technical derivative`],
        ...[`item ${n} body.recorded derivative`, `item ${n} body.embedded derivative`],
      ]),
      ...['thumbnail', 'small'].flatMap((name) => [
        ...[`${name} 1 body.file derivative`, `${name} 1 body.title derivative`, `${name} 1 reason derivative`],
      ]),
    ].sort(),
  );
  expect(preview.files.map(({ because }) => because)).toEqual(['named', 'derivative', 'derivative']);

  expect(traces(data, 'Vorqalune')).not.toEqual([]);
  const request = await requestErasure(instance, people.lead, { compartment, targets, reason: REASON });
  const result = await approveErasure(instance, people.second, request.id);
  expect(result).toMatchObject({ files: 3, keptFiles: 0, scrubbed: true });
  expect(await stored(made)).toEqual([false, false, false]);
  expect(await stored(kept)).toEqual([true, true, true]);
  await sequence(instance);
  expect(traces(data, 'Vorqalune')).toEqual([]);
  expect((await audit(instance)).findings).toEqual([]);
  // Of the copy it is still known what it was, of the item what a person wrote.
  const { body } = await readRecord(instance, people.lead, made.thumbnail.id);
  expect(Object.keys(body).sort()).toEqual(['captureClass', 'derivative', 'itemKind']);
  expect((await readRecord(instance, people.lead, made.item.id)).body).toMatchObject({ title: 'At the bridge' });
});

test('an item that goes as a whole takes its copies along; a copy that goes leaves its original', async () => {
  const { instance, people, compartment } = subject;
  const made = await picture('Quellmar');
  const whole = await previewErasure(instance, people.lead, { compartment, targets: [{ record: made.item.id }] });
  expect(new Set(whole.places.map(({ record }) => record))).toEqual(
    new Set([made.item.id, made.thumbnail.id, made.small.id]),
  );
  const copy = await previewErasure(instance, people.lead, {
    compartment,
    targets: [{ record: made.thumbnail.id, fields: ['file'] }],
  });
  expect(new Set(copy.places.map(({ record }) => record))).toEqual(new Set([made.thumbnail.id, made.small.id]));
  expect(copy.files).toHaveLength(2);
});

test('the same bytes under another item go there too, with what was read from them', async () => {
  const { instance, people, compartment } = subject;
  const made = await picture('Tessimov');
  const twin = change({
    itemKind: 'file',
    file: made.item.body.file,
    recorded: { camera: 'Tessimov' },
    notes: 'Found twice',
  });
  await commit(instance, people.lead, [twin], 'Handed in again');
  const found = await previewErasure(instance, people.lead, { compartment, targets: [{ record: made.item.id }] });
  const ofTwin = found.places.filter(({ record }) => record === twin.id).map(({ claim, because }) => [claim, because]);
  expect(ofTwin.sort()).toEqual([
    ['body.file', 'file'],
    ['body.recorded', 'derivative'],
  ]);
});

test('who does not read all that was read from a file cannot ask for it to go', async () => {
  const { instance, people, compartment } = subject;
  const made = await picture('Ulvenhagen');
  const targets = [{ record: made.item.id, fields: ['file'] }];
  await expect(requestErasure(instance, people.contributor, { compartment, targets, reason: REASON })).rejects.toThrow(
    'can read all of it',
  );
});

test('a copy that was made after the request is not left behind', async () => {
  const { instance, people, compartment } = subject;
  const made = await picture('Brandolith');
  const targets = [{ record: made.item.id, fields: ['file'] }];
  const request = await requestErasure(instance, people.lead, { compartment, targets, reason: REASON });
  const late = copyOf(made.item.id, await fileOf('L Brandolith'), 'Brandolith');
  await commit(instance, people.lead, [late], 'One more');
  await expect(approveErasure(instance, people.second, request.id)).rejects.toThrow(ErasureConflict);
  expect(await stored(made)).toEqual([true, true, true]);
  const again = await previewErasure(instance, people.lead, { compartment, targets });
  expect(again.places.map(({ record }) => record)).toContain(late.id);
});
