/** A record as a graph names it. */
export interface Node {
  id: string;
  kind: string;
  reference: string;
  /** Title, public name or code; empty where there is none. */
  name: string;
  /** Type of an act or an actor. */
  code?: string;
  level?: number;
  /** Of an act: the incident in which it was done, where the reader may see it. */
  incident?: string;
}

export interface Relation {
  id: string;
  from: string;
  to: string;
  type: string;
  level?: number;
  degree?: string;
}

export type Direction = 'in' | 'out';

export interface Group {
  type: string;
  direction: Direction;
  n: number;
}

export interface Relations {
  nodes: Node[];
  links: Relation[];
  groups: Group[];
  next: string | null;
}
