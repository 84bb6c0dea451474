import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameKeys, plainName, transliterate } from './index.ts';

// Fictional people; spellings as passports, newspapers and neighbours write them.

test.each([
  [['Зеленський', 'Зеленский', 'Zelenskyy', 'Zelensky', 'Zelenskyi', 'Zelenskiy', 'Selenskyj', 'Zełeński']],
  [['Олександр', 'Александр', 'Oleksandr', 'Alexander', 'Aleksandr']],
  [['Володимир', 'Владимир', 'Volodymyr', 'Vladimir', 'Wolodymyr']],
  [['Євген', 'Евгений', 'Yevhen', 'Evgeny', 'Yevgeniy', 'Jewhen']],
  [['Григорій', 'Григорий', 'Hryhorii', 'Grigory', 'Grigorij']],
  [['Сергій', 'Сергей', 'Serhii', 'Sergey', 'Serhiy', 'Sergei']],
  [['Щербак', 'Shcherbak', 'Schtscherbak', 'Szczerbak']],
  [['Юлія', 'Юлия', 'Yuliia', 'Julia', 'Yulia', 'Julija']],
  [['Микола', 'Николай', 'Mykola', 'Nikolai', 'Nikolay']],
  [['Катерина', 'Екатерина', 'Kateryna', 'Ekaterina', 'Yekaterina']],
  [['Шевченко', 'Shevchenko', 'Schewtschenko', 'Szewczenko']],
  [['Мар’яна', "Мар'яна", 'Мариана', 'Mariana', 'Marjana']],
  [['Хмельницький', 'Хмельницкий', 'Khmelnytskyi', 'Khmelnytsky', 'Khmelnitskiy']],
])('%s meet', (spellings) => {
  const [first, ...others] = spellings.map((name) => nameKeys(name).keys);
  for (const keys of others) expect(keys).toEqual(first);
});

test.each([
  ['Шевченко', 'Савченко'],
  ['Олена', 'Ірина'],
  ['Коваль', 'Ковальчук'],
  ['Петренко', 'Петрук'],
])('%s and %s do not', (a, b) => {
  expect(nameKeys(a).keys).not.toEqual(nameKeys(b).keys);
});

test('spellings of one transliteration fold together', () => {
  const folded = ['Зеленський', 'Зеленский', 'Zelenskyy', 'Zelensky', 'ZELENSKYI'].map((name) => nameKeys(name).folded);
  expect(new Set(folded)).toEqual(new Set(['zelenski']));
});

test('Ukrainian as the resolution of 2010 has it, Russian as in passports', () => {
  expect(transliterate('Згурський Юрій')).toBe('zghurskyi yurii'.replace('zgh', 'zgh'));
  expect(transliterate('Єнакієве, Їжакевич, Йосипівка')).toBe('yenakiieve, yizhakevych, yosypivka');
  expect(transliterate('Знам’янка')).toBe('znamianka');
  expect(transliterate('Кыштым')).toBe('kyshtym');
  expect(transliterate('Gorišnja Ulica')).toBe('gorišnja ulica');
});

const ukrainian = fc.stringMatching(/^[абвгґдеєжзиіїйклмнопрстуфхцчшщьюя]{2,14}$/);
const cyrillic = fc.array(fc.integer({ min: 0x400, max: 0x52f }).map((code) => String.fromCodePoint(code)));
const name = fc.oneof(
  ukrainian,
  fc.stringMatching(/^[a-z]{2,14}$/),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  cyrillic.map((letters) => letters.join('')),
);

test('a name and its transliteration, in any case and order of words, have the same keys', () => {
  fc.assert(
    fc.property(ukrainian, ukrainian, (a, b) => {
      const keys = nameKeys(`${a} ${b}`);
      expect(nameKeys(transliterate(`${a} ${b}`))).toEqual(keys);
      expect(nameKeys(`${b.toUpperCase()}, ${a}`).keys).toEqual(keys.keys);
    }),
  );
});

test('any text gives keys that an index can hold, and no Cyrillic letter stays', () => {
  fc.assert(
    fc.property(name, (text) => {
      const { folded, keys } = nameKeys(text);
      expect(folded).toBe(folded.toLowerCase());
      expect(folded).not.toMatch(/[а-яіїєґ]/);
      expect(keys).toEqual([...new Set(keys)].sort());
      expect(keys.join('')).not.toMatch(/[\s\0]/);
      expect(plainName(plainName(text))).toBe(plainName(text));
    }),
  );
});
