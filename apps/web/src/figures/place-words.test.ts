import { expect, test } from 'vitest';
import { placeWords } from './place-words.ts';

test('a place stands first in the language of the reader, the other name beside it where it differs', () => {
  const names = { uk: 'Торг', en: 'Market' };
  expect(placeWords({ key: 'Торг', names }, 'en')).toEqual({ name: 'Market', also: 'Торг' });
  expect(placeWords({ key: 'Торг', names }, 'uk')).toEqual({ name: 'Торг', also: 'Market' });
  expect(placeWords({ key: 'Торг' }, 'en')).toEqual({ name: 'Торг' });
  expect(placeWords({ key: 'Ostra', names: { uk: 'Ostra', en: 'Ostra' } }, 'en')).toEqual({ name: 'Ostra' });
  // A language that the page does not speak is told too: it may be the only other name.
  expect(placeWords({ key: 'Торг', names: { uk: 'Торг', ru: 'Базар' } }, 'en')).toEqual({
    name: 'Торг',
    also: 'Базар',
  });
});
