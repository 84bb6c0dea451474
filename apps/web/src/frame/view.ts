/** What the right panel answers: who says so, how it was verified, what is said of it, how it became what it is, how that is checked. */
export const VIEWS = ['who', 'verification', 'discussion', 'history', 'proof'] as const;
export type View = (typeof VIEWS)[number];
