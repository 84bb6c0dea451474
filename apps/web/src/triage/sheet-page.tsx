import '../words/evidence.ts';
import '../words/records.ts';
import '../words/triage.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useShortcuts } from '../comfort/shortcuts.ts';
import { countUncovered } from '../evidence/exposure.ts';
import { Exposure } from '../evidence/exposure-note.tsx';
import { useLinks } from '../evidence/links.ts';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import { ChooseIncident } from './choose-incident.tsx';
import { Decisions } from './decisions.tsx';
import { EntryCard } from './entry-card.tsx';
import { Large } from './large.tsx';
import { FRAME, LEAP, playOrPause, seek } from './media.tsx';
import { NewIncident } from './new-incident.tsx';
import { NothingLeft } from './nothing-left.tsx';
import { batch as batchOf } from './questions.ts';
import type { SheetEntry, Standing, Suggestion } from './shapes.ts';
import styles from './sheet.module.css';
import { type Card, madeBy } from './sorter.ts';
import { Uncover } from './uncover.tsx';
import { useSorter } from './use-sorter.ts';

/** The contact sheet of one batch: nothing but the sheet, its keys, and how far it is. */
export function SheetPage() {
  const { batch } = getRouteApi('/triage/$batch').useParams();
  const [standing, setStanding] = useState<Standing>('waiting');
  return <Sheet key={`${batch} ${standing}`} batch={batch} standing={standing} onStanding={setStanding} />;
}

type Asking = 'attach' | 'new' | 'uncover' | null;

interface Props {
  batch: string;
  standing: Standing;
  onStanding: (standing: Standing) => void;
}

/** The last incident that something was attached to, across batches, until the page is left. */
let lastChosen: Suggestion | null = null;

function Sheet({ batch, standing, onStanding }: Props) {
  const { say } = useWords();
  const about = useQuery(batchOf(batch));
  const { sorter, state } = useSorter(batch, standing);
  const [asking, setAsking] = useState<Asking>(null);
  const [open, setOpen] = useState(false);
  const [colour, setColour] = useState(false);
  const [large, setLarge] = useState(false);
  const { cards, current } = state;
  const player = useRef<HTMLMediaElement>(null);
  const entry = cards.find(({ entry: { id } }) => id === current)?.entry;
  const next = nextOf(cards, current);
  useCount(open, cards);
  useFollow(current, asking === null);
  useMade(cards);

  const imported = entry?.kind === 'incident';
  const ask = (what: Asking) => entry && setAsking(what);
  // An imported incident is there already and has its title: nothing is left to ask.
  const begin = () => (imported ? sorter.decide({ as: 'new' }) : ask('new'));
  useShortcuts([
    { keys: '1', does: say(imported ? 'triage.key.same' : 'triage.key.attach'), run: () => ask('attach') },
    { keys: '2', does: say(imported ? 'triage.key.keep' : 'triage.key.new'), run: begin },
    { keys: '3', does: say('triage.key.irrelevant'), run: () => sorter.decide({ as: 'irrelevant' }) },
    { keys: '4', does: say('triage.key.later'), run: () => sorter.decide({ as: 'later' }) },
    { keys: 'u', does: say('triage.key.undo'), run: () => sorter.undo() },
    {
      keys: 'r',
      does: say(open ? 'triage.cover' : 'triage.uncover'),
      run: () => (open ? setOpen(false) : ask('uncover')),
    },
    { keys: 'c', does: say('triage.colour'), run: () => open && setColour(!colour) },
    { keys: 'Escape', does: say('triage.large.close'), run: () => setLarge(false) },
    { keys: 'k', does: say('triage.key.play'), run: () => (large ? playOrPause(player) : setLarge(true)) },
    { keys: 'j', does: say('triage.key.back', { n: LEAP }), run: () => seek(player, -LEAP) },
    { keys: 'l', does: say('triage.key.forward', { n: LEAP }), run: () => seek(player, LEAP) },
    { keys: ',', does: say('triage.key.frameBack'), run: () => seek(player, -FRAME) },
    { keys: '.', does: say('triage.key.frame'), run: () => seek(player, FRAME) },
  ]);
  if (about.error) return <Trouble error={about.error} again={about.refetch} />;
  if (!about.data) return <Waiting />;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <Link to="/triage" className={styles.back} aria-label={say('triage.toBatches')}>
          <Glyph name="back" size={14} />
        </Link>
        <h1>{about.data.title}</h1>
        <Progress total={state.totals?.total ?? about.data.total} sorted={state.sorted} putOff={state.putOff} />
        <div className={styles.tools}>
          <button
            type="button"
            className={styles.tool}
            aria-pressed={open}
            onClick={() => (open ? setOpen(false) : ask('uncover'))}
          >
            {say(open ? 'triage.cover' : 'triage.uncover')} <kbd>R</kbd>
          </button>
          {open && (
            <button type="button" className={styles.tool} aria-pressed={colour} onClick={() => setColour(!colour)}>
              {say('triage.colour')} <kbd>C</kbd>
            </button>
          )}
        </div>
      </header>
      <Said cut={state.cut} unsent={state.unsent} />
      {state.error !== null && <Trouble error={state.error} />}
      <div className={styles.work} data-large={large && entry !== undefined}>
        <Cards
          cards={cards}
          current={current}
          open={open}
          colour={colour}
          onSelect={(id) => (id === current ? setLarge(!large) : sorter.select(id))}
          onMove={(by) => sorter.move(by)}
          onLarge={() => setLarge(!large)}
        />
        {large && entry && (
          <Large
            entry={entry}
            next={next}
            open={open}
            colour={colour}
            player={player}
            onUncover={() => ask('uncover')}
            onClose={() => setLarge(false)}
          />
        )}
      </div>
      {state.totals !== null && state.empty && state.unsent === 0 && (
        <NothingLeft totals={state.totals} standing={standing} onStanding={onStanding} />
      )}
      {state.totals === null && !state.error && <Waiting />}
      <Exposure />
      {entry && (
        <Decisions
          onAttach={() => ask('attach')}
          onNew={begin}
          onIrrelevant={() => sorter.decide({ as: 'irrelevant' })}
          onLater={() => sorter.decide({ as: 'later' })}
          onUndo={state.canUndo ? () => sorter.undo() : null}
          onLarge={() => setLarge(!large)}
          last={lastChosen}
          imported={imported}
        />
      )}
      {asking === 'attach' && entry && (
        <ChooseIncident
          batch={batch}
          entry={entry}
          last={lastChosen}
          onLeave={() => setAsking(null)}
          onChoose={(incident) => {
            lastChosen = incident;
            sorter.decide({ as: 'attach', incident: incident.id, named: incident.reference });
            setAsking(null);
          }}
        />
      )}
      {asking === 'new' && entry && (
        <NewIncident
          entry={entry}
          onLeave={() => setAsking(null)}
          onMake={(title) => {
            // What comes next often belongs to the same.
            lastChosen = { id: madeBy(entry.id), reference: '', title, why: 'recent' };
            sorter.decide({ as: 'new', title });
            setAsking(null);
          }}
        />
      )}
      {asking === 'uncover' && (
        <Uncover
          batch={batch}
          onLeave={() => setAsking(null)}
          onUncovered={() => {
            setOpen(true);
            setAsking(null);
          }}
        />
      )}
    </div>
  );
}

/** What the sheet goes to when the entry at hand is decided. */
function nextOf(cards: readonly Card[], current: string | null): SheetEntry | undefined {
  const at = cards.findIndex(({ entry }) => entry.id === current);
  return [...cards.slice(at + 1), ...cards.slice(0, Math.max(0, at))].find(({ state }) => state === 'open')?.entry;
}

/** The last incident has its own name as soon as it was made; one that was not made is no last one. */
function useMade(cards: readonly Card[]): void {
  const made = cards.find(({ entry }) => lastChosen?.id === madeBy(entry.id));
  if (lastChosen && made?.state === 'done' && made.choice?.incident)
    lastChosen = { ...lastChosen, id: made.choice.incident, reference: made.reference ?? '' };
  else if (made && made.state !== 'sent' && made.state !== 'done') lastChosen = null;
}

/** Pictures that come into sight uncovered are counted, each once, for one's own care. */
function useCount(open: boolean, cards: readonly Card[]): void {
  const counted = useRef(new Set<string>());
  useEffect(() => {
    if (!open) return;
    const fresh = cards.filter(
      ({ entry }) => entry.thumbnail && entry.graphic !== 'not-graphic' && !counted.current.has(entry.id),
    );
    for (const { entry } of fresh) counted.current.add(entry.id);
    if (fresh.length > 0) countUncovered(fresh.length);
  }, [open, cards]);
}

/** The keyboard and the sheet follow the entry at hand. */
function useFollow(current: string | null, free: boolean): void {
  useEffect(() => {
    if (!free || current === null) return;
    const card = document.getElementById(`entry-${current}`);
    card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: 'nearest' });
  }, [current, free]);
}

function Progress({ total, sorted, putOff }: { total: number; sorted: number; putOff: number }) {
  const { say } = useWords();
  return (
    <div className={styles.progress}>
      <progress value={sorted} max={Math.max(1, total)} aria-label={say('triage.progress')} />
      <output>
        {say('triage.sorted', { n: sorted, total })}
        {putOff > 0 && ` · ${say('triage.putOff', { n: putOff })}`}
      </output>
    </div>
  );
}

function Said({ cut, unsent }: { cut: boolean; unsent: number }) {
  const { say } = useWords();
  return (
    <p role="status" className={styles.said} data-cut={cut}>
      {cut && (
        <>
          <Glyph name="notice" size={14} /> {say('triage.cut', { n: unsent })}
        </>
      )}
    </p>
  );
}

interface CardsProps {
  cards: readonly Card[];
  current: string | null;
  open: boolean;
  colour: boolean;
  onSelect: (id: string) => void;
  onMove: (by: number) => void;
  onLarge: () => void;
}

/** Pictures whose addresses are asked for together. */
const TOGETHER = 60;

function Cards({ cards, current, open, colour, onSelect, onMove, onLarge }: CardsProps) {
  const { say } = useWords();
  const sheet = useRef<HTMLDivElement>(null);
  const lists = useTogether(cards);
  const columns = () => {
    const [one, ...rest] = [...(sheet.current?.querySelectorAll<HTMLElement>('[id^="entry-"]') ?? [])];
    const row = rest.findIndex((each) => each.offsetTop !== one?.offsetTop);
    return row < 0 ? rest.length + 1 : row + 1;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would have the browser's own frame; the entries stand inside.
    <div
      ref={sheet}
      role="group"
      aria-label={say('triage.sheet')}
      className={styles.cards}
      onKeyDown={(event) => {
        const steps: Record<string, () => number> = {
          ...{ ArrowRight: () => 1, ArrowLeft: () => -1, ArrowDown: columns, ArrowUp: () => -columns() },
          ...{ Home: () => -cards.length, End: () => cards.length },
        };
        const step = steps[event.key];
        if (event.key === ' ') onLarge();
        else if (step) onMove(step());
        else return;
        event.preventDefault();
      }}
    >
      {cards.map((card, i) => (
        <EntryCard
          key={card.entry.id}
          card={card}
          current={card.entry.id === current}
          together={lists[Math.floor(i / TOGETHER)] ?? []}
          open={open}
          colour={colour}
          onSelect={onSelect}
        />
      ))}
      {lists.map((list) => (
        <Prefetch key={list[0] ?? ''} items={list} />
      ))}
    </div>
  );
}

/** Thumbnails by pieces of the sheet. A piece stays the same list while others are added, so that its addresses stay. */
function useTogether(cards: readonly Card[]): readonly (readonly string[])[] {
  const key = cards.map(({ entry }) => entry.thumbnail?.item ?? '').join(' ');
  return useMemo(() => {
    const all = key.split(' ');
    const lists: string[][] = [];
    for (let at = 0; at < all.length; at += TOGETHER) lists.push(all.slice(at, at + TOGETHER).filter(Boolean));
    return lists;
  }, [key]);
}

/** Fetches small pictures before they are scrolled to. */
function Prefetch({ items }: { items: readonly string[] }) {
  const { data } = useLinks(items);
  useEffect(() => {
    for (const { url, disposition } of data?.byItem.values() ?? []) if (disposition === 'inline') new Image().src = url;
  }, [data]);
  return null;
}
