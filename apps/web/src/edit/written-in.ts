import { createContext, useContext } from 'react';

/** Where a form writes: the compartment (name or id) in which it looks for other records, and its own record's id. */
export interface WrittenIn {
  compartment: string;
  id: string | null;
}

export const WrittenInContext = createContext<WrittenIn>({ compartment: '', id: null });

export const useWrittenIn = (): WrittenIn => useContext(WrittenInContext);
