import type { As, Choice, Done, Outcome, SheetEntry, Standing, Taken, Totals, WhyNot } from './shapes.ts';

/** What a card shows of its entry. `sent`: on its way; `done`: written; `refused`: it stands open again, with the reason. */
export interface Card {
  readonly entry: SheetEntry;
  readonly state: 'open' | 'sent' | 'done' | 'refused';
  readonly choice?: Choice;
  /** The incident to which it went, as the server names it. */
  readonly reference?: string;
  readonly why?: WhyNot;
}

/** How the sorter reaches the server, and the clock. */
export interface Means {
  take(n: number, standing: Standing): Promise<Taken>;
  decide(decisions: readonly Sent[]): Promise<Outcome>;
  /** Whether asking again may help: the line was cut, or the server is starting. */
  isPassing(error: unknown): boolean;
  later(call: () => void, milliseconds: number): () => void;
}

export interface Sent {
  readonly entry: string;
  readonly as: As;
  readonly revision: number;
  readonly incident?: string;
  readonly title?: string;
}

export interface SheetState {
  readonly cards: readonly Card[];
  /** The entry on which the next key decides. */
  readonly current: string | null;
  readonly totals: Totals | null;
  readonly standing: Standing;
  /** Nothing of the batch is left to be had, now or for good. */
  readonly empty: boolean;
  /** The server does not answer; what was decided is sent again. */
  readonly cut: boolean;
  readonly error: unknown;
  /** How many of the whole batch are decided, and how many are put off, with what was decided here since it was counted. */
  readonly sorted: number;
  readonly putOff: number;
  /** How many decisions were not written yet. */
  readonly unsent: number;
  readonly canUndo: boolean;
}

/** Entries in hand, with those on the next rows; more are fetched when fewer are open. */
const IN_HAND = 60;
const FEW = 30;
/** Decisions wait this long for others that follow (milliseconds), so that several are one commit. */
const GATHER = 300;
const MOST_SENT = 20;
const RETRY = 2_000;
/** A sign of life, well within the ten minutes after which entries go to others. */
const ALIVE = 180_000;
/** Others have the rest in hand: it may come back. */
const LOOK_AGAIN = 15_000;

const MADE_BY = 'made-by ';

/** Names the incident that the decision on an entry makes, before the server has. */
export const madeBy = (entry: string): string => MADE_BY + entry;

interface Waiting {
  readonly entry: string;
  readonly choice: Choice;
}

/**
 * The sheet of one batch in one person's hands. A decision shows at once and is written behind it; what the server refuses
 * comes back open, with the reason. Sent again after a cut line, a decision is done once.
 */
export class Sorter {
  readonly #means: Means;
  readonly #watchers = new Set<() => void>();
  #cards = new Map<string, Card>();
  #state: SheetState;
  #outbox: Waiting[] = [];
  #undo: string[] = [];
  #sending = false;
  #taking = false;
  #stopped = false;
  #timers = new Map<string, () => void>();
  /** What was decided here when the server counted last. */
  #counted = { sorted: 0, putOff: 0 };

  constructor(means: Means, standing: Standing = 'waiting') {
    this.#means = means;
    const nothing = { cards: [], current: null, totals: null, standing };
    this.#state = {
      ...nothing,
      empty: false,
      cut: false,
      error: null,
      sorted: 0,
      putOff: 0,
      unsent: 0,
      canUndo: false,
    };
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly state = (): SheetState => this.#state;

  start(): void {
    this.#stopped = false;
    this.#after('alive', ALIVE, () => this.#stayAlive());
    void this.#fetch();
  }

  /** Sends what waits at once, and asks for nothing more. */
  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    void this.#send();
  }

  select(entry: string): void {
    if (this.#cards.has(entry)) this.#set({ current: entry });
  }

  /** Moves by so many cards, decided ones too. */
  move(by: number): void {
    const ids = [...this.#cards.keys()];
    const at = ids.indexOf(this.#state.current ?? '');
    const next = ids[Math.max(0, Math.min(ids.length - 1, at + by))];
    if (next !== undefined) this.#set({ current: next });
  }

  /** Decides on the current entry and goes on to the next that is open. */
  decide(choice: Choice): void {
    const { current } = this.#state;
    const card = this.#cards.get(current ?? '');
    if (card === undefined || !isOpen(card)) return;
    this.#put(card.entry.id, choice);
    this.#undo.push(card.entry.id);
    const next = this.#nextOpen(card.entry.id);
    this.#set({ current: next ?? card.entry.id });
    void this.#fetch();
  }

  /** Takes the last decision back; one that was not sent yet is only forgotten. */
  undo(): void {
    const entry = this.#undo.pop();
    const card = this.#cards.get(entry ?? '');
    if (entry === undefined || card === undefined) return;
    const at = this.#outbox.findIndex((each) => each.entry === entry);
    if (at >= 0 && !(this.#sending && card.state === 'sent' && at < this.#under)) {
      this.#outbox.splice(at, 1);
      this.#cards.set(entry, { entry: card.entry, state: 'open' });
    } else if (card.state !== 'open') {
      this.#put(entry, { as: 'waiting', ...(card.choice?.incident ? { incident: card.choice.incident } : {}) });
    }
    this.#set({ current: entry });
  }

  /** How many of the outbox are on their way. */
  #under = 0;

  #put(entry: string, choice: Choice): void {
    const card = this.#cards.get(entry);
    if (card === undefined) return;
    this.#cards.set(entry, { ...card, state: 'sent', choice });
    this.#outbox.push({ entry, choice });
    this.#after('send', this.#outbox.length >= MOST_SENT ? 0 : GATHER, () => void this.#send());
  }

  async #send(): Promise<void> {
    if (this.#sending || this.#outbox.length === 0) return;
    const list = this.#together();
    this.#sending = true;
    this.#under = list.length;
    try {
      const sent = list.map(({ entry, choice }) => this.#sentOf(entry, choice));
      const outcome = await this.#means.decide(sent);
      this.#outbox.splice(0, list.length);
      this.#settle(list, outcome);
      this.#set({ cut: false });
    } catch (error) {
      const passing = this.#means.isPassing(error);
      this.#set(passing ? { cut: true } : { error });
      if (!passing) this.#outbox.splice(0, list.length);
      if (!passing) for (const { entry } of list) this.#reopen(entry);
    }
    this.#sending = false;
    this.#under = 0;
    if (this.#outbox.length > 0) this.#after('send', this.#state.cut ? RETRY : 0, () => void this.#send());
    else if (!this.#stopped) void this.#fetch();
    this.#set({});
  }

  /** What can go in one list: one decision of an entry at a time, in order. */
  #together(): Waiting[] {
    const list: Waiting[] = [];
    for (const each of this.#outbox.slice(0, MOST_SENT)) {
      if (list.some(({ entry }) => entry === each.entry)) break;
      // What goes to an incident that is only being made waits until it has been.
      if (list.length > 0 && each.choice.incident !== undefined && this.#resolved(each.choice.incident) === undefined)
        break;
      list.push(each);
    }
    return list;
  }

  #sentOf(entry: string, { as, incident, title }: Choice): Sent {
    const card = this.#cards.get(entry);
    // What is taken back while it is being written names its incident only afterwards.
    const named = as === 'waiting' ? (incident ?? card?.choice?.incident) : incident;
    const to = named === undefined ? undefined : this.#resolved(named);
    return {
      ...{ entry, as, revision: card?.entry.revision ?? 0 },
      ...(to === undefined ? {} : { incident: to }),
      ...(title === undefined ? {} : { title }),
    };
  }

  /** The id of an incident, also of one that the decision on an entry makes: {@link madeBy}. */
  #resolved(incident: string): string | undefined {
    if (!incident.startsWith(MADE_BY)) return incident;
    const card = this.#cards.get(incident.slice(MADE_BY.length));
    return card?.choice?.as === 'new' ? card.choice.incident : undefined;
  }

  #settle(list: readonly Waiting[], { done, refused }: Outcome): void {
    for (const each of done) this.#finish(each, list.find(({ entry }) => entry === each.entry)?.choice);
    for (const { entry, why } of refused) {
      const card = this.#cards.get(entry);
      if (card !== undefined) this.#cards.set(entry, { entry: card.entry, state: 'refused', why });
      this.#undo = this.#undo.filter((each) => each !== entry);
    }
  }

  #finish({ entry: id, as, revision, incident, reference }: Done, choice: Choice | undefined): void {
    const card = this.#cards.get(id);
    if (card === undefined) return;
    const entry = { ...card.entry, revision };
    const known = { ...(choice ?? { as }), ...(incident === undefined ? {} : { incident }) };
    const more = this.#outbox.some((each) => each.entry === id);
    if (as === 'waiting') this.#cards.set(id, more ? { ...card, entry } : { entry, state: 'open' });
    else
      this.#cards.set(id, {
        ...card,
        entry,
        state: more ? 'sent' : 'done',
        choice: known,
        ...(reference ? { reference } : {}),
      });
  }

  #reopen(id: string): void {
    const card = this.#cards.get(id);
    if (card !== undefined) this.#cards.set(id, { entry: card.entry, state: 'open' });
  }

  async #fetch(force = false): Promise<void> {
    const open = [...this.#cards.values()].filter(({ state }) => state === 'open').length;
    if (this.#taking || this.#stopped || (!force && open >= FEW)) return;
    // What is decided and not written yet counts as in hand at the server.
    if (!force && this.#state.totals !== null && this.#outbox.length > 0) return;
    this.#taking = true;
    try {
      const { entries, closed: _, ...totals } = await this.#means.take(IN_HAND, this.#state.standing);
      for (const entry of entries) this.#takeIn(entry);
      this.#counted = this.#decided();
      const left = [...this.#cards.values()].some(isOpen);
      const wanted = this.#state.standing === 'later' ? totals.later : totals.waiting;
      if (!left && wanted > 0) this.#after('look', LOOK_AGAIN, () => void this.#fetch(true));
      const current = this.#state.current ?? this.#nextOpen(null);
      this.#set({
        totals,
        empty: !left,
        cut: false,
        current: this.#isOpen(current) ? current : (this.#nextOpen(current) ?? current),
      });
    } catch (error) {
      const passing = this.#means.isPassing(error);
      this.#set(passing ? { cut: true } : { error });
      if (passing) this.#after('look', RETRY, () => void this.#fetch(true));
    }
    this.#taking = false;
  }

  #takeIn(entry: SheetEntry): void {
    const card = this.#cards.get(entry.id);
    // What I decided meanwhile stands; what others changed is shown as it is now.
    if (card === undefined || (card.state !== 'sent' && card.entry.revision < entry.revision))
      this.#cards.set(entry.id, { entry, state: 'open' });
  }

  #stayAlive(): void {
    void this.#fetch(true);
    this.#after('alive', ALIVE, () => this.#stayAlive());
  }

  /** What was decided on this sheet: for good, and put off. */
  #decided(): { sorted: number; putOff: number } {
    const chosen = [...this.#cards.values()].flatMap(({ state, choice }) =>
      state === 'sent' || state === 'done' ? (choice?.as ?? []) : [],
    );
    const putOff = chosen.filter((as) => as === 'later').length;
    return { putOff, sorted: chosen.filter((as) => as !== 'waiting').length - putOff };
  }

  #progress(totals: Totals | null): { sorted: number; putOff: number } {
    if (totals === null) return { sorted: 0, putOff: 0 };
    const now = this.#decided();
    const more = now.sorted - this.#counted.sorted;
    return {
      sorted: totals.total - totals.waiting - totals.later + more,
      putOff: totals.later + (this.#state.standing === 'later' ? -more : now.putOff - this.#counted.putOff),
    };
  }

  #isOpen(id: string | null): boolean {
    const card = this.#cards.get(id ?? '');
    return card !== undefined && isOpen(card);
  }

  /** The next open entry after one, else the first open one of all. */
  #nextOpen(after: string | null): string | null {
    const ids = [...this.#cards.keys()];
    const from = after === null ? 0 : ids.indexOf(after) + 1;
    return [...ids.slice(from), ...ids.slice(0, from)].find((id) => this.#isOpen(id)) ?? null;
  }

  #after(name: string, milliseconds: number, call: () => void): void {
    this.#timers.get(name)?.();
    if (this.#stopped && name !== 'send') return;
    this.#timers.set(name, this.#means.later(call, milliseconds));
  }

  #set(change: Partial<SheetState>): void {
    this.#state = {
      ...this.#state,
      ...change,
      cards: [...this.#cards.values()],
      ...this.#progress(change.totals ?? this.#state.totals),
      unsent: this.#outbox.length,
      canUndo: this.#undo.length > 0,
    };
    for (const watcher of this.#watchers) watcher();
  }
}

/** Whether the next key may decide on it: also while it is being taken back, which nobody needs to wait for. */
function isOpen({ state, choice }: Card): boolean {
  return state === 'open' || state === 'refused' || (state === 'sent' && choice?.as === 'waiting');
}
