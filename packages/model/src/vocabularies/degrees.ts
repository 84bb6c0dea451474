import { vocabulary } from './vocabulary.ts';

export const DEGREES = vocabulary(
  'degree',
  `
unknown
  en Unknown: Not known.
  uk Невідомо: Невідомо.
`,
);
