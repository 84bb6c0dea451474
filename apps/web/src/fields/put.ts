import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type FieldProblem, put, Refused } from '../api/client.ts';
import { useVisit } from '../frame/visit.tsx';
import { useWords } from '../words/words.ts';

/** Puts a field or a term in its place; what was typed stays where it is refused. */
export function usePut(path: '/api/v1/fields' | '/api/v1/terms', onDone: () => void) {
  const { say } = useWords();
  const client = useQueryClient();
  const { onEnded } = useVisit();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [trouble, setTrouble] = useState('');

  async function send(body: object): Promise<void> {
    setBusy(true);
    setTrouble('');
    setProblems([]);
    try {
      await put(path, body);
      for (const name of ['fields', 'vocabularies', 'own-fields']) await client.invalidateQueries({ queryKey: [name] });
      onDone();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 401) onEnded();
      setProblems(error.problems);
      setTrouble(error.status === 0 ? say('fields.silent') : error.message);
    } finally {
      setBusy(false);
    }
  }
  return { busy, problems, trouble, send };
}
