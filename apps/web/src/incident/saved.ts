import { useQueryClient } from '@tanstack/react-query';
import type { AnyRecord } from '../api/shapes.ts';
import { useLive } from '../live/live.tsx';
import { type Saved, useEditingSession } from './session.tsx';

const TOUCHED = ['related', 'revisions', 'incidents', 'library', 'items', 'evidence', 'relations'];

/** Takes in a record that was saved outside of a form, and offers the way back where there is one. */
export function useSaved(): (record: AnyRecord, undo?: Saved | null) => void {
  const client = useQueryClient();
  const { mine } = useLive();
  const session = useEditingSession();
  return (record, undo = null) => {
    client.setQueryData(['record', record.id], record);
    mine(record.id, record.revision);
    for (const name of TOUCHED) void client.invalidateQueries({ queryKey: [name] });
    session?.tell(undo);
  };
}
