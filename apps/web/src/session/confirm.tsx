import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useRef, useState } from 'react';
import { Refused } from '../api/client.ts';

const ConfirmDialog = lazy(async () => ({ default: (await import('./confirm-dialog.tsx')).ConfirmDialog }));

/** The person was asked to confirm and left the question; nothing was changed. */
export class NotConfirmed extends Error {
  constructor() {
    super('not confirmed');
    this.name = 'NotConfirmed';
  }
}

type Confirmed = <T>(work: () => Promise<T>) => Promise<T>;

interface Question {
  answered: () => void;
  left: () => void;
}

const ConfirmContext = createContext<Confirmed | null>(null);

const mustConfirm = (error: unknown) => error instanceof Refused && error.code === 'confirm';

/** Stands around whatever may ask a person for a factor once more. */
export function ConfirmProvider({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const open = useRef<Promise<void> | null>(null);

  const ask = useCallback(() => {
    // Two requests that are refused at once share one question.
    open.current ??= new Promise<void>((resolve, reject) => {
      setQuestion({ answered: resolve, left: () => reject(new NotConfirmed()) });
    }).finally(() => {
      open.current = null;
      setQuestion(null);
    });
    return open.current;
  }, []);

  const confirmed = useCallback<Confirmed>(
    async (work) => {
      try {
        return await work();
      } catch (error) {
        if (!mustConfirm(error)) throw error;
      }
      await ask();
      return work();
    },
    [ask],
  );

  return (
    <ConfirmContext value={confirmed}>
      {children}
      <Suspense fallback={null}>{question && <ConfirmDialog {...question} />}</Suspense>
    </ConfirmContext>
  );
}

/**
 * Does work that may need a factor confirmed within the last minutes: `await confirmed(() => post(…))`. When the server
 * asks for it (403 with code `confirm`), a dialog does, and the work is done again by itself. The work throws as it
 * would alone, and {@link NotConfirmed} when the dialog was left.
 * @throws Error outside of {@link ConfirmProvider}
 */
export function useConfirmed(): Confirmed {
  const confirmed = useContext(ConfirmContext);
  if (!confirmed) throw new Error('useConfirmed is called outside of ConfirmProvider');
  return confirmed;
}
