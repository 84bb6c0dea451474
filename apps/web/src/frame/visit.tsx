import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { Filter } from '../api/questions.ts';
import type { SessionAnswer } from '../api/shapes.ts';

interface VisitState {
  who: SessionAnswer;
  filter: Filter;
  setFilter: (filter: Filter) => void;
  onEnded: () => void;
}

const VisitContext = createContext<VisitState | null>(null);

interface Props {
  who: SessionAnswer;
  onEnded: () => void;
  children: ReactNode;
}

/** One visit to the workspace: who is here, and what the list is narrowed to. Kept in memory, gone with the page. */
export function Visit({ who, onEnded, children }: Props) {
  const [filter, setFilter] = useState<Filter>({ text: '', compartment: '' });
  const state = useMemo(() => ({ who, filter, setFilter, onEnded }), [who, filter, onEnded]);
  return <VisitContext value={state}>{children}</VisitContext>;
}

/** The current visit. @throws Error outside of {@link Visit} */
export function useVisit(): VisitState {
  const visit = useContext(VisitContext);
  if (!visit) throw new Error('useVisit is called outside of Visit');
  return visit;
}
