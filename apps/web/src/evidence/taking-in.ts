import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Refused } from '../api/client.ts';
import { type Batch, LONGEST_LIST, takeIn } from './questions.ts';
import { type Entry, isMoving, type Queue } from './queue.ts';

export interface TakingIn {
  /** Whether what is sent is being recorded, or will be as soon as it is sent. */
  ordered: boolean;
  error: unknown;
  /** Records what is sent and what is still on its way, list by list. */
  order(batch: Batch): void;
  /** Leaves the rest unrecorded for now. */
  halt(): void;
}

/** Turns files that arrived into items. A list that was refused stays as it was; the same list again adds nothing twice. */
export function useTakingIn(queue: Queue, entries: readonly Entry[]): TakingIn {
  const client = useQueryClient();
  const [batch, setBatch] = useState<Batch | null>(null);
  const [error, setError] = useState<unknown>(null);
  const busy = useRef(false);

  useEffect(() => {
    if (!batch || busy.current) return;
    const mine = entries.filter(({ compartment }) => compartment === batch.compartment);
    const sent = mine.filter(({ state, upload }) => state === 'sent' && upload !== undefined);
    const moving = mine.some(({ state }) => isMoving(state));
    if (sent.length === 0 && !moving) return setBatch(null);
    if (sent.length === 0 || (sent.length < LONGEST_LIST && moving)) return;

    const list = sent.slice(0, LONGEST_LIST);
    busy.current = true;
    takeIn(batch, list.map(namedAs))
      .then((items) => {
        busy.current = false;
        queue.recorded(items, list);
        for (const name of ['items', 'related', 'uploads']) void client.invalidateQueries({ queryKey: [name] });
      })
      .catch((refused: unknown) => {
        busy.current = false;
        setError(refused);
        setBatch(null);
      });
  }, [batch, entries, queue, client]);

  return {
    ordered: batch !== null,
    error,
    order(next) {
      setError(null);
      setBatch(next);
    },
    halt: () => setBatch(null),
  };
}

function namedAs({ upload = '', file, path }: Entry): { upload: string; name: string; path?: string } {
  return { upload, name: file.name, ...(path === file.name ? {} : { path }) };
}

/** Whether a list was refused for what was written about it, not for its files. */
export const isAboutFields = (error: unknown): error is Refused =>
  error instanceof Refused && error.status === 422 && error.problems.length > 0;
