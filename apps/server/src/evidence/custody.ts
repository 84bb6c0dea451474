import type { Item } from '@cairn/model';

/** One line of the chain of custody. Events are those of the vocabulary custody-event, and those of `MachineEvent`. */
export interface CustodyLine {
  /** As it was stated, or an instant in ISO 8601. */
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
  | 'edited'
  | 'derived'
  | 'moved-store'
  | 'rechecked'
  | 'altered'
  | 'missing'
  | 'opened'
  | 'downloaded'
  | 'exported';

/** All that the lines are made of, each part as the reader sees it. */
export interface CustodyParts {
  readonly body: Partial<Item>;
  /** Oldest first. */
  readonly revisions: readonly { readonly at: string; readonly author: string; readonly reason: string }[];
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

/** How it reached the team, where that is known; without a time of its own it is put before what was recorded of it. */
function received({ body: { provenance }, revisions }: CustodyParts): CustodyLine[] {
  const { obtainedFrom, obtainedBy, obtainedAt, method } = provenance ?? {};
  if ([obtainedFrom, obtainedBy, obtainedAt, method].every((each) => each === undefined)) return [];
  return [
    {
      at: obtainedAt ?? revisions[0]?.at ?? '',
      event: 'received',
      ...(obtainedBy === undefined ? {} : { by: obtainedBy }),
      ...(obtainedFrom === undefined ? {} : { from: obtainedFrom }),
      ...(method === undefined ? {} : { note: method }),
    },
  ];
}

function entered({ revisions }: CustodyParts): CustodyLine[] {
  return revisions.map(({ at, author, reason }, i) => ({
    at,
    event: i === 0 ? 'recorded' : 'edited',
    by: author,
    ...(reason === '' ? {} : { note: reason }),
  }));
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
