import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stemsAsked, ukrainianStem, ukrainianStems } from './ukrainian.ts';

test.each([
  ['лікарня', 'лікарні', 'лікарню', 'лікарнею', 'лікарнях', 'лікарнями'],
  ['школа', 'школи', 'школу', 'школі', 'школою', 'школах'],
  ['Харків', 'Харкова', 'Харкову', 'Харковом', 'Харкові'],
  ['Київ', 'Києва', 'Києву', 'Києвом'],
  ['міст', 'моста', 'мосту', 'мостом', 'мости', 'мостів'],
  ['дорога', 'дороги', 'дорозі', 'дорогою'],
  ['будинок', 'будинок', 'БУДИНОК'],
  ['зруйнований', 'зруйнована', 'зруйновані', 'зруйнованого', 'зруйнованими'],
  ['обстріл', 'обстрілу', 'обстрілом', 'обстріли', 'обстрілів'],
  ['життя', 'життю', 'житті'],
])('%s is asked for and %s is found, as is each other form', (...forms) => {
  for (const asked of forms)
    for (const held of forms) {
      const stems = ukrainianStems(`Стався ${held} там`);
      expect(
        stemsAsked(asked).some((stem) => stems.includes(stem)),
        `${asked} finds ${held}`,
      ).toBe(true);
    }
});

test.each([
  ['школа', 'шкала'],
  ['лікарня', 'крамниця'],
  ['обстріл', 'обстеження'],
])('%s does not find %s', (asked, held) => {
  const stems = ukrainianStems(held);
  expect(stemsAsked(asked).some((stem) => stems.includes(stem))).toBe(false);
});

test('short words and other scripts have no stem', () => {
  expect(ukrainianStem('ліс')).toBeNull();
  expect(ukrainianStems('The market, 2031: дім')).toEqual([]);
});

test('a text of any letters gives stems no longer than its words', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[абвгґдеєжзиіїйклмнопрстуфхцчшщьюя' ]{0,60}$/), (text) => {
      for (const stem of ukrainianStems(text)) {
        expect(stem.length).toBeGreaterThanOrEqual(1);
        expect(stem.length).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});
