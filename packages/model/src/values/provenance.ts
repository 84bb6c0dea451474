import Type from 'typebox';
import { type Problem, problem } from '../problem.ts';
import { RecordId, Text } from './text.ts';

/** Where something is said: one item or one statement, with the place in it and who recorded that when and how. */
export const ProvenanceSchema = Type.Object(
  {
    itemId: Type.Optional(RecordId),
    statementId: Type.Optional(RecordId),
    pinpoint: Type.Optional(Text),
    recordedBy: Type.Optional(Text),
    recordedAt: Type.Optional(Text),
    method: Type.Optional(Text),
  },
  { additionalProperties: false },
);

export type Provenance = Type.Static<typeof ProvenanceSchema>;

/** A provenance names exactly one thing; a list of them supports a record only when each does. */
export function provenanceProblems(entry: Provenance, path: string): Problem[] {
  if ((entry.itemId === undefined) !== (entry.statementId === undefined)) return [];
  return [problem(path, 'provenance-target', 'Name either one item (itemId) or one statement (statementId).')];
}

/** The record that a provenance points to, or undefined when it points nowhere. */
export function provenanceTarget(entry: Provenance): string | undefined {
  return entry.statementId ?? entry.itemId;
}
