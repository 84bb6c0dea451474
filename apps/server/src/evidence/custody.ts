import type { Item } from '@cairn/model';

/** One line of the chain of custody. Events are those of the vocabulary custody-event, and those of `MachineEvent`. */
export interface CustodyLine {
  /** As it was stated, or an instant in ISO 8601; empty where nobody said when. */
  readonly at: string;
  readonly event: string;
  readonly by?: string;
  readonly from?: string;
  readonly to?: string;
  readonly place?: string;
  readonly note?: string;
  /** How often, where several of a kind lie together. */
  readonly count?: number;
}

/** What the machine did or saw. */
export type MachineEvent =
  | 'recorded'
  | 'machine-read'
  | 'edited'
  | 'derived'
  | 'moved-store'
  | 'rechecked'
  | 'altered'
  | 'missing'
  | 'opened'
  | 'downloaded'
  | 'exported';

interface Change {
  readonly field: string;
  readonly after?: unknown;
}

/** All that the lines are made of, each part as the reader sees it. */
export interface CustodyParts {
  readonly body: Partial<Item>;
  /** Oldest first. */
  readonly revisions: readonly {
    readonly at: string;
    readonly author: string;
    readonly reason: string;
    readonly changes: readonly Change[];
  }[];
  readonly derived: readonly { readonly at: string; readonly reference: string; readonly tool: string }[];
  readonly uses: readonly {
    readonly at: string;
    readonly event: 'opened' | 'downloaded' | 'exported';
    readonly by: string | null;
    readonly count: number;
  }[];
  /** What befell the bytes themselves. */
  readonly store: readonly {
    readonly at: string;
    readonly event: MachineEvent;
    readonly from?: string;
    readonly to?: string;
  }[];
}

/** The chain of custody, as far as it is known, from the earliest to the latest. */
export function custodyOf(parts: CustodyParts): CustodyLine[] {
  const lines = [
    ...received(parts),
    ...entered(parts),
    ...(parts.body.custody ?? []),
    ...parts.derived.map(({ at, reference, tool }) => ({ at, event: 'derived', to: reference, note: tool })),
    ...parts.store,
    ...parts.uses.map(({ at, event, by, count }) => ({ at, event, count, ...(by ? { by } : {}) })),
  ];
  return inOrder(lines);
}

/** How it reached the team, where that is known. Nobody having said when, it stands first and has no time. */
function received({ body: { provenance } }: CustodyParts): CustodyLine[] {
  const { obtainedFrom, obtainedBy, obtainedAt, method } = provenance ?? {};
  if ([obtainedFrom, obtainedBy, obtainedAt, method].every((each) => each === undefined)) return [];
  return [
    {
      at: obtainedAt ?? '',
      event: 'received',
      ...(obtainedBy === undefined ? {} : { by: obtainedBy }),
      ...(obtainedFrom === undefined ? {} : { from: obtainedFrom }),
      ...(method === undefined ? {} : { note: method }),
    },
  ];
}

/** What a program wrote nobody did: its lines have no author. Copies made for showing are recorded by programs as well. */
function entered({ body, revisions }: CustodyParts): CustodyLine[] {
  return revisions.map(({ at, author, reason, changes }, i) => {
    if (i > 0 && isByMachine(author, changes)) {
      const note = toolOf(changes);
      return { at, event: 'machine-read', ...(note === '' ? {} : { note }) };
    }
    if (i === 0 && body.derivative !== undefined && author.startsWith('operator:')) return { at, event: 'recorded' };
    return { at, event: i === 0 ? 'recorded' : 'edited', by: author, ...(reason === '' ? {} : { note: reason }) };
  });
}

const READ_BY_MACHINE: ReadonlySet<string> = new Set(['technical', 'recorded', 'embedded']);

/** Whether a revision holds nothing but what a program read from the file. */
function isByMachine(author: string, changes: readonly Change[]): boolean {
  return (
    author.startsWith('operator:') && changes.length > 0 && changes.every(({ field }) => READ_BY_MACHINE.has(field))
  );
}

function toolOf(changes: readonly Change[]): string {
  const read = changes.find(({ field }) => field === 'technical')?.after as Item['technical'] | null | undefined;
  return read ? `${read.tool} ${read.toolVersion}`.trim() : '';
}

/** Times may be stated loosely; what cannot be read as one stays after the line that it was given behind. */
function inOrder(lines: readonly CustodyLine[]): CustodyLine[] {
  let last = Number.NEGATIVE_INFINITY;
  const timed = lines.map((line) => {
    const time = Date.parse(line.at);
    last = Number.isNaN(time) ? last : time;
    return { line, time: last };
  });
  return timed.sort((a, b) => a.time - b.time).map(({ line }) => line);
}
