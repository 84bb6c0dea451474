import { useCallback, useSyncExternalStore } from 'react';
import { type Forms, formsOf } from '../edit/form-kinds.ts';
import { useVisit } from '../frame/visit.tsx';
import { type Entry, isMoving, Queue } from './queue.ts';

/** How the files in the queue were obtained, as far as it is written. */
export interface BatchForm {
  forms: Forms;
  reason: string;
}

interface Mine {
  account: string;
  queue: Queue;
  form: BatchForm;
}

let mine: Mine | null = null;
const watchers = new Set<() => void>();

const emptyForm = (): BatchForm => ({ forms: formsOf('item', {}), reason: '' });

/** The queue of whoever is signed in; somebody else's ends with their session on this page. */
function ofAccount(account: string): Mine {
  if (mine?.account !== account) {
    mine?.queue.clear();
    mine = { account, queue: new Queue(), form: emptyForm() };
  }
  return mine;
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** The files on their way, whichever part of the page is looked at, and what is written about them. */
export function useQueue() {
  const { who } = useVisit();
  const account = who.account.id;
  const { queue } = ofAccount(account);
  const entries: readonly Entry[] = useSyncExternalStore(queue.watch, queue.entries);
  const form = useSyncExternalStore(watch, () => ofAccount(account).form);
  const setForm = useCallback(
    (next: BatchForm | null) => {
      ofAccount(account).form = next ?? emptyForm();
      for (const watcher of watchers) watcher();
    },
    [account],
  );
  return { queue, entries, form, setForm };
}

/** The browser asks before what is on its way is left; not when the page was cleared by quick exit. */
addEventListener('beforeunload', (event) => {
  const busy = mine?.queue.entries().some(({ state }) => isMoving(state) || state === 'sent');
  if (busy && document.getElementById('cairn') !== null) event.preventDefault();
});
