/** What a lead can look at: who is here, who opened what, how rights became what they are. */
export const PEOPLE_VIEWS = ['members', 'opened', 'changes'] as const;
export type PeopleView = (typeof PEOPLE_VIEWS)[number];
