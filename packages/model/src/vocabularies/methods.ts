import { vocabulary } from './vocabulary.ts';

export const METHODS = vocabulary(
  'method',
  `
unknown
  en Unknown: Not known.
  uk Невідомо: Невідомо.
`,
);
