import { useShortcuts } from '../comfort/shortcuts.ts';
import { useWords } from '../words/words.ts';
import type { LibraryState } from './use-query.ts';

/** From one name in the list to the next, as the arrows do in a list box. */
function step(by: number): void {
  const links = [...document.querySelectorAll<HTMLElement>('a[data-row-link]')];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next = links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))];
  next?.focus();
}

interface Choosing {
  selecting: boolean;
  setSelecting: (selecting: boolean) => void;
}

/** What the keyboard does in the library. */
export function useLibraryKeys({ search, show }: LibraryState, { selecting, setSelecting }: Choosing): void {
  const { say } = useWords();
  const see = (what: string) => {
    const open = new Set((search.see ?? '').split(',').filter(Boolean));
    if (!open.delete(what)) open.add(what);
    show({ see: [...open].join(',') });
  };
  useShortcuts([
    { keys: 'j', does: say('library.key.next'), run: () => step(1) },
    { keys: 'k', does: say('library.key.previous'), run: () => step(-1) },
    { keys: 'x', does: say('library.select'), run: () => setSelecting(!selecting) },
    { keys: 'm', does: say('library.see.map'), run: () => see('map') },
    { keys: 't', does: say('library.see.timeline'), run: () => see('timeline') },
  ]);
}
