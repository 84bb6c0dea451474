import { vocabulary } from './vocabulary.ts';

export const OBJECTS = vocabulary(
  'object',
  `
unknown
  en Unknown: Not known.
  uk Невідомо: Невідомо.
`,
);
