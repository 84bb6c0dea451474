/** What the right panel answers: who says so, how the record became what it is, and how that can be checked. */
export const VIEWS = ['who', 'history', 'proof'] as const;
export type View = (typeof VIEWS)[number];
