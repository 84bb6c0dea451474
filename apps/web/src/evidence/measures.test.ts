import { expect, test } from 'vitest';
import { durationWords, foldersOf, lastPart, sizeWords, sortOf, toolFor } from './measures.ts';

test('sizes are told in the unit that suits them', () => {
  expect(sizeWords(0, 'en')).toBe('0 bytes');
  expect(sizeWords(999, 'en')).toBe('999 bytes');
  expect(sizeWords(1_000, 'en')).toBe('1 kB');
  expect(sizeWords(3_449_000, 'en')).toBe('3.4 MB');
  expect(sizeWords(3_449_000, 'uk')).toBe('3,4 МБ');
  expect(sizeWords(2e15, 'en')).toBe('2,000 TB');
});

test('lengths read as on a player', () => {
  expect(durationWords(7.4)).toBe('0:07');
  expect(durationWords(127)).toBe('2:07');
  expect(durationWords(3727)).toBe('1:02:07');
});

test('a media type is of a sort, and pictures of telephones need another program than recordings', () => {
  expect(
    ['image/heic', 'video/3gpp', 'audio/ogg', 'application/pdf', 'application/zip', undefined].map(sortOf),
  ).toEqual(['image', 'video', 'audio', 'document', 'other', 'other']);
  expect(toolFor('image/heic')).toContain('libheif');
  expect(toolFor('video/mp4')).toBe('ffmpeg');
});

test('a name is told from its folders', () => {
  expect([lastPart('a/b/c.jpg'), foldersOf('a/b/c.jpg')]).toEqual(['c.jpg', 'a/b']);
  expect([lastPart('c.jpg'), foldersOf('c.jpg')]).toEqual(['c.jpg', '']);
  expect(lastPart('odd/')).toBe('odd/');
  // Nothing in a name turns or hides what stands beside it; the joiner of some scripts is a letter like others.
  expect(lastPart('a/photo\u202egpj.exe')).toBe('photo[U+202E]gpj.exe');
  expect(foldersOf('\u2066a\n/b')).toBe('[U+2066]a[U+000A]');
  expect(lastPart('Київ \u200d😀.jpg')).toBe('Київ \u200d😀.jpg');
});
