import {
  createContext,
  type Dispatch,
  type ReactNode,
  type SetStateAction,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { type Filter, NO_FILTER } from '../api/questions.ts';
import type { SessionAnswer } from '../api/shapes.ts';

interface VisitState {
  who: SessionAnswer;
  /** Takes in what the session may do now. */
  setWho: (who: SessionAnswer) => void;
  filter: Filter;
  setFilter: Dispatch<SetStateAction<Filter>>;
  onEnded: () => void;
}

const VisitContext = createContext<VisitState | null>(null);

interface Props {
  who: SessionAnswer;
  onEnded: () => void;
  children: ReactNode;
}

/** One visit to the workspace: who is here, and the compartment and words that everything is narrowed to. Kept in memory, gone with the page. */
export function Visit({ who: entered, onEnded, children }: Props) {
  const [who, setWho] = useState(entered);
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  useEffect(() => setWho(entered), [entered]);
  const state = useMemo(() => ({ who, setWho, filter, setFilter, onEnded }), [who, filter, onEnded]);
  return <VisitContext value={state}>{children}</VisitContext>;
}

/** The current visit. @throws Error outside of {@link Visit} */
export function useVisit(): VisitState {
  const visit = useContext(VisitContext);
  if (!visit) throw new Error('useVisit is called outside of Visit');
  return visit;
}
