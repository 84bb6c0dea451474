import '../words/records.ts';
import '../words/relations.ts';
import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useShortcuts } from '../comfort/shortcuts.ts';
import { mayTakeOut, writableBy } from '../edit/rights.ts';
import { useVisit } from '../frame/visit.tsx';
import { Glyph } from '../look/glyph.tsx';
import { Mark } from '../look/mark.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import { Comparing, useComparing } from './comparing.tsx';
import { Deciding, type Made } from './deciding.tsx';
import styles from './page.module.css';
import { type PairsAsked, pairs as pairList, withdraw } from './questions.ts';
import { alikeness } from './reason-words.ts';
import { Reasons } from './reasons.tsx';
import type { Pair } from './shapes.ts';
import { SideBySide } from './side-by-side.tsx';

const route = getRouteApi('/duplicates');
const keyOf = ({ a, b }: Pair) => `${a.id} ${b.id}`;

/** Pairs that may be the same, one at a time beside each other: S the same, D different, L later. */
export function DuplicatesPage() {
  const { say } = useWords();
  const { filter } = useVisit();
  const { batch = '', record = '', kind = 'incident' } = route.useSearch();
  const asked: PairsAsked = { compartment: filter.compartment, kind, batch, record };
  const list = useInfiniteQuery(pairList(asked));
  // What is under the hand stays where it is; a list that is empty, or was made before the search ended, is asked for anew.
  const still = useComparing(asked, (left) => {
    if (left === 0 || waiting.length === 0) void list.refetch();
  });
  const [put, setPut] = useState<ReadonlySet<string>>(new Set());
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [made, setMade] = useState<Made | null>(null);
  const all = (list.data?.pages.flatMap(({ pairs }) => pairs) ?? []).filter((pair) => !gone.has(keyOf(pair)));
  const waiting = all.filter((pair) => !put.has(keyOf(pair)));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  return (
    <div className={styles.page}>
      <Head n={waiting.length} more={hasNextPage} loaded={list.data !== undefined} />
      {made && (
        <JustMade
          key={made.link}
          made={made}
          onUndone={() => setGone((was) => new Set([...was].filter((each) => each !== keyOf(made.pair))))}
        />
      )}
      <Comparing n={still.n} more={still.more} />
      {list.isPending && <Waiting />}
      {list.error && <Trouble error={list.error} again={list.refetch} />}
      {list.data && waiting.length === 0 && !hasNextPage && still.n === 0 && <Empty />}
      {waiting.length > 0 && (
        <Pairs
          waiting={waiting}
          onLater={(pair) => setPut((was) => new Set([...was, keyOf(pair)]))}
          onMade={(done) => {
            setMade(done);
            setGone((was) => new Set([...was, keyOf(done.pair)]));
          }}
        />
      )}
      <p className={styles.foot}>
        {hasNextPage && (
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {say('duplicates.more')}
          </Button>
        )}
        {put.size > 0 && (
          <>
            <span>{say('duplicates.putOff', { n: put.size })}</span>
            <Button variant="subtle" onClick={() => setPut(new Set())}>
              {say('duplicates.putOffAgain')}
            </Button>
          </>
        )}
      </p>
    </div>
  );
}

function Head({ n, more, loaded }: { n: number; more: boolean; loaded: boolean }) {
  const { say } = useWords();
  const { batch, record, kind = 'incident' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <header className={styles.head}>
      <h1>{say('duplicates.title')}</h1>
      {loaded && n > 0 && (
        <output className={styles.shown}>{say(more ? 'duplicates.shownMore' : 'duplicates.shown', { n })}</output>
      )}
      <NativeSelect
        size="xs"
        className={styles.kind}
        aria-label={say('duplicates.kind')}
        data={(['incident', 'actor'] as const).map((value) => ({ value, label: say(`duplicates.kind.${value}`) }))}
        value={kind}
        onChange={(event) => {
          const chosen = event.currentTarget.value === 'actor' ? ('actor' as const) : undefined;
          void navigate({
            search: { ...(batch ? { batch } : {}), ...(record ? { record } : {}), ...(chosen ? { kind: chosen } : {}) },
            replace: true,
          });
        }}
      />
      <p className={styles.about}>
        {say('duplicates.about')}
        {(batch || record) && (
          <>
            {' '}
            {say(record ? 'duplicates.ofRecord' : 'duplicates.ofBatch')}{' '}
            <Link to="/duplicates" search={{}}>
              {say('duplicates.all')}
            </Link>
          </>
        )}
      </p>
    </header>
  );
}

interface PairsProps {
  waiting: readonly Pair[];
  onLater: (pair: Pair) => void;
  onMade: (made: Made) => void;
}

function Pairs({ waiting, onLater, onMade }: PairsProps) {
  const { say } = useWords();
  const { who } = useVisit();
  const [chosen, setChosen] = useState('');
  const [deciding, setDeciding] = useState<'same' | 'different' | null>(null);
  const client = useQueryClient();
  const pair = waiting.find((each) => keyOf(each) === chosen) ?? (waiting[0] as Pair);
  const mayDecide = writableBy(who).some(({ id }) => id === pair.a.compartment);
  /** The next one, from where one stands. */
  const goOn = () => {
    const next = waiting[waiting.indexOf(pair) + 1] ?? waiting[0];
    setChosen(next ? keyOf(next) : '');
  };
  const later = () => {
    goOn();
    onLater(pair);
  };
  useShortcuts([
    ...(mayDecide
      ? [
          { keys: 's', does: say('duplicates.same'), run: () => setDeciding('same') },
          { keys: 'd', does: say('duplicates.different'), run: () => setDeciding('different') },
        ]
      : []),
    { keys: 'l', does: say('duplicates.later'), run: later },
  ]);
  return (
    <div className={styles.body}>
      <nav className={styles.pairs} aria-label={say('duplicates.list')}>
        <ul>
          {waiting.map((each) => (
            <li key={keyOf(each)}>
              <button
                type="button"
                aria-current={each === pair ? 'true' : undefined}
                onClick={() => setChosen(keyOf(each))}
              >
                <span className={styles.name}>
                  {each.a.body.title ?? each.a.body.names?.[0]?.text ?? each.a.reference}
                </span>
                <span className={styles.sub}>
                  {each.a.reference} · {each.b.reference} · {say(`duplicates.alike.${alikeness(each.score)}`)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <section
        className={styles.pair}
        aria-label={say('duplicates.pair', { a: pair.a.reference, b: pair.b.reference })}
      >
        <div className={styles.does}>
          {mayDecide && (
            <>
              <Key sign="S" word={say('duplicates.same')} onPress={() => setDeciding('same')} first />
              <Key sign="D" word={say('duplicates.different')} onPress={() => setDeciding('different')} />
            </>
          )}
          <Key sign="L" word={say('duplicates.later')} onPress={later} />
          {!mayTakeOut(who) && <p className={styles.reader}>{say('duplicates.reader')}</p>}
        </div>
        <h2 className={styles.why}>{say('duplicates.why')}</h2>
        <Reasons reasons={pair.reasons} />
        <SideBySide pair={pair} />
      </section>
      {deciding && (
        <Deciding
          pair={pair}
          as={deciding}
          onLeave={() => setDeciding(null)}
          onMade={(made) => {
            setDeciding(null);
            goOn();
            onMade(made);
            for (const { id } of [pair.a, pair.b]) {
              void client.invalidateQueries({ queryKey: ['record', id] });
              void client.invalidateQueries({ queryKey: ['same', id] });
            }
          }}
        />
      )}
    </div>
  );
}

function Key({
  sign,
  word,
  first = false,
  onPress,
}: {
  sign: string;
  word: string;
  first?: boolean;
  onPress: () => void;
}) {
  return (
    <button type="button" className={first ? styles.first : styles.key} onClick={onPress}>
      {word}{' '}
      <span className={styles.sign} aria-hidden="true">
        {sign}
      </span>
    </button>
  );
}

/** What was just decided, with the way back. */
function JustMade({ made: { link, pair, as }, onUndone }: { made: Made; onUndone: () => void }) {
  const { say } = useWords();
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: () => withdraw(link, say('duplicates.undoReason')),
    onSuccess: () => {
      onUndone();
      for (const { id } of [pair.a, pair.b]) {
        void client.invalidateQueries({ queryKey: ['record', id] });
        void client.invalidateQueries({ queryKey: ['same', id] });
      }
    },
  });
  const names = { a: pair.a.reference, b: pair.b.reference };
  return (
    <div className={styles.made}>
      <output>
        <Glyph name="calm" size={14} /> {say(undo.isSuccess ? 'duplicates.undone' : `duplicates.done.${as}`, names)}
      </output>
      {!undo.isSuccess && (
        <Button size="compact-sm" variant="default" loading={undo.isPending} onClick={() => undo.mutate()}>
          {say('duplicates.undo')}
        </Button>
      )}
      {undo.error && <Trouble error={undo.error} />}
    </div>
  );
}

function Empty() {
  const { say } = useWords();
  return (
    <div className={styles.empty}>
      <Mark size={56} />
      <p>{say('duplicates.nothing')}</p>
      <p>{say('duplicates.nothingHelp')}</p>
    </div>
  );
}
