import { FACTS, REVIEWED_STATES } from '@cairn/model';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { AnyRecord, Incident } from '../api/shapes.ts';

/** What was saved last, with the values that stood before it: enough to bring them back. */
export interface Saved {
  record: AnyRecord;
  before: Readonly<Record<string, unknown>>;
}

interface EditingSession {
  incident: Incident;
  /** Whether the reader may change records here. */
  mayEdit: boolean;
  /** The reason that was given once for everything changed in this visit to the page. */
  reason: string;
  giveReason: (reason: string) => void;
  saved: Saved | null;
  tell: (saved: Saved | null) => void;
}

const SessionContext = createContext<EditingSession | null>(null);

/** Changes of one incident and of what stands around it, from opening the page to leaving it. */
export function EditingSessionOf({
  incident,
  mayEdit,
  children,
}: {
  incident: Incident;
  mayEdit: boolean;
  children: ReactNode;
}) {
  const [reason, giveReason] = useState('');
  const [saved, tell] = useState<Saved | null>(null);
  const session = useMemo(
    () => ({ incident, mayEdit, reason, giveReason, saved, tell }),
    [incident, mayEdit, reason, saved],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** The current session of editing; null where a record is shown outside of its incident's page. */
export const useEditingSession = (): EditingSession | null => useContext(SessionContext);

/** Whether a second person stands behind what the incident says: a change then needs a reason of its own. */
export const isReviewed = ({ body: { status } }: Incident): boolean =>
  (REVIEWED_STATES as readonly string[]).includes(status ?? '');

/**
 * What goes along with a change of an incident's fields, so that no review covers what nobody reviewed: reviewed facts go
 * back into work; whoever changes what waits for review says in their own name that it is ready.
 */
export function alongWith(
  incident: Incident,
  fields: readonly string[],
  author: string,
): { status?: string; review?: unknown } {
  if (!fields.some((field) => (FACTS as readonly string[]).includes(field))) return {};
  const { status, review } = incident.body;
  if (isReviewed(incident)) return { status: 'open' };
  return status === 'review' && review?.readyBy !== author ? { review: { readyBy: author } } : {};
}
