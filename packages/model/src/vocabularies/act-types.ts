import { vocabulary } from './vocabulary.ts';

export const ACT_TYPES = vocabulary(
  'act-type',
  `
sexual-violence
  en Sexual violence: x.
  uk Сексуальне насильство: х.
unknown
  en Unknown: Not known.
  uk Невідомо: Невідомо.
`,
);
