/** Beginnings of the names of months that tables use, in English, Ukrainian and Russian, as enough letters to tell them apart. */
const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'січ', 'янв'],
  ['feb', 'лют', 'фев'],
  ['mar', 'бер', 'мар'],
  ['apr', 'кві', 'апр'],
  ['may', 'тра', 'май', 'мая', 'мае'],
  ['jun', 'чер', 'июн'],
  ['jul', 'лип', 'июл'],
  ['aug', 'сер', 'авг'],
  ['sep', 'вер', 'сен'],
  ['oct', 'жов', 'окт'],
  ['nov', 'лис', 'ноя'],
  ['dec', 'гру', 'дек'],
];

/** Number of a month by its name, 1 to 12; 0 where it is none. */
export function monthNamed(word: string): number {
  const name = word.toLowerCase().replace(/\.$/, '');
  return name.length < 3 ? 0 : MONTHS.findIndex((starts) => starts.some((each) => name.startsWith(each))) + 1;
}
