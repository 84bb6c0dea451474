import { vocabulary } from './vocabulary.ts';

export const ACTOR_TYPES = vocabulary(
  'actor-type',
  `
person
  en Person: One human being.
  uk Людина: Одна людина.
group
  en Group: Persons together.
  uk Група: Люди разом.
unknown
  en Unknown: Not known.
  uk Невідомо: Невідомо.
`,
);
