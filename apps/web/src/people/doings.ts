import type { Say, WordId } from '../words/words.ts';

const KNOWN: Record<string, WordId> = {
  'sign-in': 'people.did.sign-in',
  'sign-in-refused': 'people.did.sign-in-refused',
  'sign-out': 'people.did.sign-out',
  'link-used': 'people.did.link-used',
  rights: 'people.did.rights',
  view: 'people.did.view',
  list: 'people.did.list',
  search: 'people.did.search',
  history: 'people.did.history',
  proof: 'people.did.proof',
  import: 'people.did.import',
  export: 'people.did.export',
  open: 'people.did.open',
  uncover: 'people.did.uncover',
  download: 'people.did.download',
  refused: 'people.did.refused',
};

/** What somebody did, in words; a doing that has none yet keeps its code. */
export function doing(what: string, say: Say): string {
  const word = KNOWN[what];
  return word ? say(word) : what;
}
