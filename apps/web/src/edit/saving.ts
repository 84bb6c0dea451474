import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type FieldProblem, patch, post, Refused, read } from '../api/client.ts';
import type { AnyRecord } from '../api/shapes.ts';
import { useVisit } from '../frame/visit.tsx';
import { useLive } from '../live/live.tsx';
import { fieldName } from '../value/field-name.ts';
import { useWords } from '../words/words.ts';
import { fieldProblem } from './codec.ts';
import { type Decisions, rebase } from './draft.ts';
import type { Draft } from './drafts.ts';
import { bodyOf, FORMS, type FormKind } from './form-kinds.ts';
import { type Body, type Merged, mergeChanges, patchBetween } from './merge.ts';
import { inBody } from './problems.ts';

/** Why nothing was saved, beyond problems that stand at their fields. */
export type Outcome = 'idle' | 'busy' | 'problems' | 'unchanged' | 'silent' | 'forbidden' | 'gone' | 'refused';

/** Both sides changed a field: a person decides. */
export interface Conflict {
  current: AnyRecord;
  merged: Merged;
}

interface Given {
  kind: FormKind;
  /** The record that is changed, or null for a new one. */
  id: string | null;
  draft: Draft;
  change: (draft: Draft) => void;
  /** Adds to a new record's body what no field of the form holds. */
  complete?: (body: Body, from: Draft) => Body;
  /** Why, where nobody says so: what was changed. Without it a reason must be given. */
  defaultReason?: (fields: string) => string;
  /** Asked before anything is sent; false keeps the draft as it is for another look. */
  before?: (body: Body, from: Draft) => Promise<boolean>;
  /** `from` is what was saved: on top of which revision, and with which forms. */
  onSaved: (saved: AnyRecord, from: Draft) => void;
}

export interface Saving {
  outcome: Outcome;
  problems: readonly FieldProblem[];
  conflict: Conflict | null;
  /** Saves the draft, or another one of the same record. */
  save: (from?: Draft) => Promise<void>;
  /** Goes on from a conflict with what the person decided, field by field. */
  resolve: (decided: Decisions) => Promise<void>;
  /** Puts the conflict aside; nothing is saved, nothing is lost. */
  putAside: () => void;
  /** Takes in what others changed meanwhile, as saving would. */
  takeIn: (current: AnyRecord) => void;
}

/** Saves a draft. Whatever goes wrong, the draft stays as it was typed. */
export function useSaving({ kind, id, draft, change, complete, defaultReason, before, onSaved }: Given): Saving {
  const { say } = useWords();
  const client = useQueryClient();
  const { onEnded } = useVisit();
  const { mine } = useLive();
  const [outcome, setOutcome] = useState<Outcome>('idle');
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [conflict, setConflict] = useState<Conflict | null>(null);

  async function save(from: Draft = draft): Promise<void> {
    const { body, problems } = bodyOf(kind, from.forms, from.base.body);
    const fields = Object.keys(patchBetween(from.base.body, body)).map((field) => fieldName(field, say));
    const reason = from.reason.trim() || (defaultReason?.(fields.join(', ')) ?? '');
    const unread = reason === '' ? [...problems, fieldProblem('/reason', 'missing-field')] : problems;
    setProblems(unread);
    if (unread.length > 0) return setOutcome('problems');
    setOutcome('busy');
    try {
      if (before && !(await before(body, from))) return setOutcome('idle');
      const saved = await send(kind, id, { ...from, reason }, complete ? complete(body, from) : body);
      if (saved === null) return setOutcome('unchanged');
      client.setQueryData(['record', saved.id], saved);
      mine(saved.id, saved.revision);
      for (const name of ['incidents', 'library', 'related', 'relations', 'revisions', 'items', 'evidence'])
        void client.invalidateQueries({ queryKey: [name] });
      setOutcome('idle');
      onSaved(saved, from);
    } catch (error) {
      await refused(error, from);
    }
  }

  async function refused(error: unknown, from: Draft): Promise<void> {
    if (!(error instanceof Refused)) throw error;
    const { status } = error;
    if (status === 401) return onEnded();
    if (status === 409 && id !== null) return clash(error, from);
    setProblems(inBody(error.problems));
    if (status === 422 && error.problems.length > 0) return setOutcome('problems');
    setOutcome(
      status === 403 ? 'forbidden' : status === 404 ? 'gone' : status > 0 && status < 500 ? 'refused' : 'silent',
    );
  }

  async function clash(error: Refused, from: Draft): Promise<void> {
    try {
      const told = error.members.current as AnyRecord | null | undefined;
      const current = told ?? (await read<AnyRecord>(`/api/v1/records/${id}`));
      const merged = merge(from, current);
      if (merged.clashes.length > 0) {
        setConflict({ current, merged });
        return setOutcome('idle');
      }
      await onTop(from, current, merged, {});
    } catch (again) {
      await refused(again, from);
    }
  }

  function merge(from: Draft, current: AnyRecord): Merged {
    const { body } = bodyOf(kind, from.forms, from.base.body);
    const fields = FORMS[kind].map(({ field }) => field);
    return mergeChanges(from.base.body, body, current.body as Body, fields);
  }

  function rebased(from: Draft, current: AnyRecord, merged: Merged, decided: Decisions): Draft {
    const next = rebase(kind, from, { revision: current.revision, body: current.body as Body }, merged, decided);
    setConflict(null);
    change(next);
    return next;
  }

  const onTop = (from: Draft, current: AnyRecord, merged: Merged, decided: Decisions) =>
    save(rebased(from, current, merged, decided));

  return {
    outcome,
    problems,
    conflict,
    save,
    resolve: async (decided) => {
      if (conflict) await onTop(draft, conflict.current, conflict.merged, decided);
    },
    putAside: () => setConflict(null),
    takeIn(current) {
      const merged = merge(draft, current);
      if (merged.clashes.length > 0) setConflict({ current, merged });
      else rebased(draft, current, merged, {});
    },
  };
}

/** Sends a new record, or what changed of one. Null where nothing did. @throws Refused */
async function send(kind: FormKind, id: string | null, draft: Draft, body: Body): Promise<AnyRecord | null> {
  const { base, compartment } = draft;
  const { reason } = draft;
  if (id === null) return post<AnyRecord>('/api/v1/records', { kind, compartment, body, reason });
  const changes = patchBetween(base.body, body);
  if (Object.keys(changes).length === 0) return null;
  // What stood empty may be written; what was erased behind an open form may not come back by itself.
  const absent = Object.keys(changes).filter((field) => base.body[field] === undefined || base.body[field] === null);
  return patch<AnyRecord>(`/api/v1/records/${id}`, { revision: base.revision, body: changes, reason, absent });
}
