import { expect, test } from 'vitest';
import type { Item } from '../api/shapes.ts';
import type { DerivativeLine, Evidence } from './shapes.ts';
import { bestShown, canShowItself } from './uses.ts';

const item = (mediaType: string) => ({ id: 'it', body: { file: { mediaType } } }) as unknown as Item;
const copy = (role: string, mediaType: string) => ({ item: role, role, mediaType }) as DerivativeLine;
const around = (...derivatives: DerivativeLine[]) => ({ derivatives }) as unknown as Evidence;

test('a picture is shown as the copy for screens, else as itself', () => {
  expect(bestShown(item('image/jpeg'), around(copy('preview', 'image/webp')))?.item).toBe('preview');
  expect(bestShown(item('image/jpeg'), around())).toEqual({ item: 'it', sort: 'image' });
});

test('a recording is played from its copy, else from itself, else a still of it is shown', () => {
  const playable = copy('playable', 'video/mp4');
  expect(bestShown(item('video/x-msvideo'), around(copy('poster', 'image/jpeg'), playable))?.item).toBe('playable');
  expect(bestShown(item('video/webm'), around(copy('poster', 'image/jpeg')))).toMatchObject({
    item: 'it',
    sort: 'video',
  });
  expect(bestShown(item('video/3gpp'), around(copy('poster', 'image/jpeg')))).toMatchObject({
    item: 'poster',
    sort: 'image',
  });
});

test('nothing that could run is shown as itself', () => {
  for (const type of ['text/html', 'image/svg+xml', 'application/pdf', 'application/xhtml+xml', 'text/xml'])
    expect(canShowItself(item(type)), type).toBe(false);
  expect(bestShown(item('image/svg+xml'), around())).toBeNull();
});
