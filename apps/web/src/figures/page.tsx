import '../words/records.ts';
import '../words/figures.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { EmptyCairn } from '../comfort/empty-cairn.tsx';
import { useVisit } from '../frame/visit.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { Moment } from '../panel/moment.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { barsOf, withGaps } from './bars.ts';
import { Chart } from './chart.tsx';
import { Download } from './download.tsx';
import { Method } from './method.tsx';
import styles from './page.module.css';
import { placeWords } from './place-words.ts';
import { libraryAddress, queryIn } from './query.ts';
import { figures } from './questions.ts';
import { figuresSearch } from './search.ts';
import { type Figures, GROUPINGS, UNITS, type Unit } from './shapes.ts';
import { byWords, FigureTable } from './table.tsx';

const route = getRouteApi('/figures');

/** How many bars other than periods are drawn: as many as bear their names. The table has all. */
const PLOTTED = 24;

/** Counts of what the library finds, each with its unit, its method and the records behind it; plot and table. */
export function FiguresPage() {
  const { say } = useWords();
  const search = figuresSearch(route.useSearch());
  const { count = 'incidents', by = 'month' } = search;
  const { who } = useVisit();
  const query = queryIn(search);
  const answer = useQuery(figures(query, count, by));
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{say('area.figures')}</h1>
        {answer.data && <a href={libraryAddress(answer.data.query)}>{say('figures.behind')}</a>}
        <Link to="/agreement">{say('figures.agreement')}</Link>
      </header>
      <Controls
        count={count}
        by={by}
        from={query.from}
        to={query.to}
        compartment={query.compartment}
        places={who.compartments}
      />
      {answer.isPending && <Waiting />}
      {answer.error && <Trouble error={answer.error} again={answer.refetch} />}
      {answer.data && <Shown figures={answer.data} compartment={query.compartment} />}
    </div>
  );
}

interface ControlsProps {
  count: Unit;
  by: string;
  from: string | undefined;
  to: string | undefined;
  compartment: string | undefined;
  places: readonly { id: string; name: string }[];
}

function Controls({ count, by, from, to, compartment, places }: ControlsProps) {
  const { say } = useWords();
  const label = useVocabulary();
  const navigate = route.useNavigate();
  const set = (name: string, value: string) =>
    void navigate({
      search: (before) => figuresSearch({ ...before, [name]: value === '' ? undefined : value }),
      replace: true,
    });
  return (
    <div className={styles.controls}>
      <Choice name={say('figures.count')} value={count} onChoose={(value) => set('count', value)}>
        {UNITS.map((unit) => (
          <option key={unit} value={unit}>
            {say(`figures.unit.${unit}`)}
          </option>
        ))}
      </Choice>
      <Choice name={say('figures.by')} value={by} onChoose={(value) => set('by', value)}>
        {[...GROUPINGS, ...((GROUPINGS as readonly string[]).includes(by) ? [] : [by])].map((each) => (
          <option key={each} value={each}>
            {byWords(each, say, label)}
          </option>
        ))}
      </Choice>
      <Choice name={say('compartment')} value={compartment ?? ''} onChoose={(value) => set('compartment', value)}>
        <option value="">{say('compartment.all')}</option>
        {places.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Choice>
      <label>
        {say('figures.from')}
        <input type="date" value={from ?? ''} onChange={(event) => set('from', event.currentTarget.value)} />
      </label>
      <label>
        {say('figures.to')}
        <input type="date" value={to ?? ''} onChange={(event) => set('to', event.currentTarget.value)} />
      </label>
    </div>
  );
}

interface ChoiceProps {
  name: string;
  value: string;
  onChoose: (value: string) => void;
  children: ReactNode;
}

function Choice({ name, value, onChoose, children }: ChoiceProps) {
  return (
    <label>
      {name}
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {children}
      </select>
    </label>
  );
}

function Shown({ figures: shown, compartment }: { figures: Figures; compartment: string | undefined }) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const { unit, by, total } = shown;
  const outcomes = (total.persons ?? []).map(({ outcome }) => outcome);
  const [wished, setWished] = useState('killed');
  const outcome = outcomes.includes(wished) ? wished : (outcomes[0] ?? '');
  const rows = withGaps(shown.rows, by);
  const timed = by === 'month' || by === 'year';
  const named = new Map(rows.map((row) => [row.key, row]));
  const nameOf = (key: string | null) =>
    by === 'place' && key !== null
      ? placeWords(named.get(key) ?? { key }, language).name
      : nameOfKey(key, by, say, label, language);
  if (shown.rows.length === 0) {
    return <EmptyCairn guide="figures">{say(unit === 'persons' ? 'figures.noPersons' : 'figures.nothing')}</EmptyCairn>;
  }
  const title =
    unit === 'persons'
      ? say('figures.title.persons', { outcome: label('outcome', outcome), by: byWords(by, say, label) })
      : say('figures.title', { unit: say(`figures.unit.${unit}`), by: byWords(by, say, label) });
  return (
    <>
      {outcomes.length > 1 && (
        <div className={styles.controls}>
          <Choice name={say('figures.outcome')} value={outcome} onChoose={setWished}>
            {outcomes.map((each) => (
              <option key={each} value={each}>
                {label('outcome', each)}
              </option>
            ))}
          </Choice>
        </div>
      )}
      <Chart
        id="figures-plot"
        bars={barsOf(timed ? rows : rows.slice(0, PLOTTED), outcome)}
        each={!timed}
        nameOf={nameOf}
        numberOf={(n) => n.toLocaleString(language)}
        title={title}
      />
      {!timed && rows.length > PLOTTED && <p className={styles.soft}>{say('figures.plotted', { n: PLOTTED })}</p>}
      <FigureTable figures={shown} rows={rows} nameOf={nameOf} />
      <Notes figures={shown} />
      <Method method={shown.method} compartment={compartment} />
      <Download figures={shown} />
      <p className={styles.soft}>
        {say('figures.asOf')} <Moment at={shown.at} />
      </p>
    </>
  );
}

/** What a reader must know beside the numbers. */
function Notes({ figures: shown }: { figures: Figures }) {
  const { say } = useWords();
  return (
    <section>
      <h2>{say('figures.notes')}</h2>
      <ul className={styles.notes}>
        <li>{say('figures.documented')}</li>
        <li>{say('figures.yours')}</li>
        {shown.notes.map(({ code, n }) => (
          <li key={code}>{say(`figures.note.${code}` as 'figures.note.duplicates', { n })}</li>
        ))}
      </ul>
    </section>
  );
}

function nameOfKey(
  key: string | null,
  by: string,
  say: ReturnType<typeof useWords>['say'],
  label: ReturnType<typeof useVocabulary>,
  language: string,
): string {
  if (key === null) return say('figures.unknown');
  if (by === 'month') {
    const month = new Date(`${key}-01T00:00:00Z`);
    return month.toLocaleDateString(language, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  }
  return by === 'year' || by === 'tag' ? key : label(by, key);
}
