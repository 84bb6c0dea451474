/** A last time that something outside touched the log: how many entries, and when it says that it did. */
export interface Touched {
  size: number;
  at: string | null;
}

export interface Authority {
  name: string;
  url: string;
  active: boolean;
  last: { size: number; genTime: string; at: string } | null;
  failing: string | null;
}

export interface Stamp {
  id: string;
  size: number;
  authority: string;
  genTime: string;
  at: string;
}

export interface Witness {
  name: string;
  /** Null where its cosignatures come by file. */
  url: string | null;
  active: boolean;
  last: Touched | null;
  failing: string | null;
  /** Whether what fails says that this log, or the witness, is not the one that is known. */
  alarming: boolean;
}

export interface Partner extends Touched {
  name: string;
  origin: string;
  refused: { at: string; message: string } | null;
}

/** Two histories of a partner's log. */
export interface Fork {
  origin: string;
  name: string;
  seen: string;
  size: number;
  kind: 'two-roots' | 'other-history';
  message: string;
}

export interface Rotation {
  what?: string;
  at: string;
  since: string;
  oldKey: string;
  newKey: string;
}

export interface Anchors {
  schedule: { everyHours: number; next: string };
  authorities: Authority[];
  stamps: Stamp[];
  witnesses: Witness[];
  witnessing: { on: boolean; partners: Partner[] };
  forks: Fork[];
  rotations: Rotation[];
}

export interface FileProblem {
  item?: string;
  reference?: string;
  kind: 'altered' | 'missing';
  at: string;
}

export interface FilesState {
  fixity: {
    everyDays: number;
    running: boolean;
    last: { at: string; files: number; bytes: number; altered: number; missing: number } | null;
    oldestCheck: string | null;
    problems: FileProblem[];
    hidden: number;
  };
  store: { kind: 'folder' | 's3'; moving: { to: 'folder' | 's3'; done: number; left: number } | null };
  box: { sealed: boolean; means: string; missing: string[] };
  tools: { name: string; version: string | null }[];
}
