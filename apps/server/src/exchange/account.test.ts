import { expect, test } from 'vitest';
import { accountOf } from './account.ts';

test.each([
  ['https://t.me/invented/8465', 't.me/invented'],
  ['t.me/Invented/77', 't.me/invented'],
  ['https://t.me/s/invented/5', 't.me/invented'],
  ['https://t.me/c/1234567/5', 't.me/c/1234567'],
  ['https://twitter.com/invented/status/149', 'twitter.com/invented'],
  ['https://x.com/Invented/status/150', 'twitter.com/invented'],
  ['https://mobile.twitter.com/invented', 'twitter.com/invented'],
  ['https://www.youtube.com/@invented/videos', 'youtube.com/@invented'],
  ['https://www.example.org/news/1', 'example.org'],
])('%s belongs to %s', (link, key) => {
  expect(accountOf(link).key).toBe(key);
});

test('posts whose link names no account are not taken for one source', () => {
  const links = [
    ...['https://www.youtube.com/watch?v=a1', 'https://www.youtube.com/watch?v=a2', 'https://youtu.be/a3'],
    ...['https://www.facebook.com/story.php?story_fbid=1&id=2', 'https://www.facebook.com/profile.php?id=3'],
    ...['https://drive.google.com/file/d/1', 'https://drive.google.com/file/d/2', 'not a link at all'],
  ];
  const sources = links.map(accountOf);
  expect(new Set(sources.map(({ key }) => key)).size).toBe(links.length);
  expect(sources.map(({ address }) => address)).toEqual(links);
});
