import { createContext, useContext } from 'react';

/** Where a form writes: the compartment (name or id) in which it looks for other records, and its own record's id. */
export interface WrittenIn {
  compartment: string;
  id: string | null;
  /** The incident around which it stands: what a claim may rest on is looked for there. */
  incident?: string;
  kind?: string;
}

export const WrittenInContext = createContext<WrittenIn>({ compartment: '', id: null });

export const useWrittenIn = (): WrittenIn => useContext(WrittenInContext);
