export { type NameKeys, nameKeys, plainName } from './keys.ts';
export { transliterate } from './transliterate.ts';
