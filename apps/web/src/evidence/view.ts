/** What the panel beside an item answers. */
export const ITEM_VIEWS = ['checklist', 'verification', 'discussion', 'history', 'proof'] as const;
export type ItemView = (typeof ITEM_VIEWS)[number];

/** What the list of items can be narrowed to. */
export const MEDIA_SORTS = ['image', 'video', 'audio', 'document', 'other'] as const;
export type MediaSort = (typeof MEDIA_SORTS)[number];
