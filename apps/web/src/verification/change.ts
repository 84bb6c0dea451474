import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { patch, post, Refused } from '../api/client.ts';
import type { AnyRecord } from '../api/shapes.ts';
import { useVisit } from '../frame/visit.tsx';
import { useSaved } from '../incident/saved.ts';
import { useWords } from '../words/words.ts';

interface Changing {
  busy: boolean;
  /** Why it was not done, in words; empty where nothing went wrong. */
  trouble: string;
  /** Changes fields of a record; true when it was done. */
  amend: (record: Pick<AnyRecord, 'id' | 'revision'>, body: object, reason: string) => Promise<boolean>;
  /** Adds a record beside one. */
  add: (kind: string, compartment: string, body: object, reason: string) => Promise<boolean>;
}

/** What is said or done about a guarded record is guarded as it is. */
export function guardedAs({ body }: AnyRecord): { sensitivity?: string } {
  const { sensitivity } = body as { sensitivity?: string };
  return sensitivity === undefined ? {} : { sensitivity };
}

/** Small changes beside a record's facts: its stage, whose work it is, what is said of it. */
export function useChanging(): Changing {
  const { say } = useWords();
  const client = useQueryClient();
  const { onEnded } = useVisit();
  const settled = useSaved();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState('');

  async function attempt(work: () => Promise<void>): Promise<boolean> {
    setBusy(true);
    setTrouble('');
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 401) onEnded();
      else setTrouble(troubleOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  }

  function troubleOf({ status, problems, message }: Refused): string {
    if (status === 0) return say('verification.silent');
    if (status === 409) return say('verification.changed');
    const codes = problems.map(({ code }) => code);
    if (codes.includes('same-person')) return say('verification.samePerson');
    if (status === 403) return say('verification.forbidden');
    return message;
  }

  return {
    busy,
    trouble,
    amend: (record, body, reason) =>
      attempt(async () => {
        const { id, revision } = record;
        settled(await patch<AnyRecord>(`/api/v1/records/${id}`, { revision, body, reason }));
        await client.invalidateQueries({ queryKey: ['about'] });
      }),
    add: (kind, compartment, body, reason) =>
      attempt(async () => {
        await post('/api/v1/records', { kind, compartment, body, reason });
        await client.invalidateQueries({ queryKey: ['about'] });
      }),
  };
}
