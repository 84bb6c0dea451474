/** Under these names a tab keeps what was begun and not saved, for the reload that nobody meant. */
export const DRAFT_PREFIX = 'cairn.draft.';

/** Forgets what this tab keeps of drafts: nobody is signed in any more, or somebody else is. */
export function forgetKeptDrafts(but = ''): void {
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith(DRAFT_PREFIX) && !(but && name.startsWith(`${DRAFT_PREFIX}${but}.`)))
      sessionStorage.removeItem(name);
  }
}
