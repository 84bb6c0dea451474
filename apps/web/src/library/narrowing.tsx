import { LEVELS, type LibraryQuery } from '@cairn/model';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { FieldProblem } from '../api/client.ts';
import { vocabularies } from '../api/questions.ts';
import { figure } from '../edit/codec.ts';
import { Choice, Line } from '../edit/controls.tsx';
import { Glyph } from '../look/glyph.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { dayAfter } from './days.ts';
import { KindChoice } from './kind-choice.tsx';
import styles from './narrowing.module.css';
import type { LibraryState } from './use-query.ts';

type Typed = Record<'from' | 'to' | 'act' | 'level' | 'latitude' | 'longitude' | 'km', string>;

/** The days as people mean them: the last one is included, the query's end is the day after it. */
function typedOf({ from = '', to, act = '', level, near }: LibraryQuery): Typed {
  const [latitude = '', longitude = '', km = ''] = near ? [near.latitude, near.longitude, near.km].map(String) : [];
  const last = to ? dayAfter(to, -1) : '';
  return { from, to: last, act, level: level === undefined ? '' : String(level), latitude, longitude, km };
}

const problem = (path: string, code: string): FieldProblem => ({ path, code, message: code });
const within = (n: number | undefined | 'unreadable', low: number, high: number): n is number =>
  typeof n === 'number' && n >= low && n <= high;

/** A circle, or none, or what is wrong with it. */
function nearOf({ latitude, longitude, km }: Typed): { near: LibraryQuery['near']; problems: FieldProblem[] } {
  if (`${latitude}${longitude}${km}`.trim() === '') return { near: undefined, problems: [] };
  const [lat, lon, far] = [figure(latitude), figure(longitude), figure(km)];
  const problems = [
    ...(within(lat, -90, 90) ? [] : [problem('latitude', 'impossible-coordinate')]),
    ...(within(lon, -180, 180) ? [] : [problem('longitude', 'impossible-coordinate')]),
    ...(within(far, 0.001, 1000) ? [] : [problem('km', 'distance')]),
  ];
  if (problems.length > 0) return { near: undefined, problems };
  return { near: { latitude: lat as number, longitude: lon as number, km: far as number }, problems };
}

/** The query with what was typed in place of what stood there. */
function asked(query: LibraryQuery, typed: Typed, near: LibraryQuery['near']): LibraryQuery {
  const { from: _, to: __, act: ___, level: ____, near: _____, ...rest } = query;
  const level = LEVELS.find((each) => String(each) === typed.level);
  return {
    ...rest,
    ...(typed.from ? { from: typed.from } : {}),
    ...(typed.to ? { to: dayAfter(typed.to) } : {}),
    ...(typed.act ? { act: typed.act } : {}),
    ...(level === undefined ? {} : { level }),
    ...(near ? { near } : {}),
  };
}

/** Period, kind of act, level and place: what is typed rather than ticked. */
export function Narrowing({ library, onDone }: { library: LibraryState; onDone?: () => void }) {
  const { say } = useWords();
  const label = useVocabulary();
  const { data } = useQuery(vocabularies);
  const { query, ask } = library;
  const [typed, setTyped] = useState(() => typedOf(query));
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const change = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }));
  const at = (path: string) => problems.filter((each) => each.path === path);
  // A chip that was taken away above empties its field here.
  useEffect(() => setTyped(typedOf(query)), [query]);
  // Whoever uses the keyboard continues at the first field that needs it.
  useEffect(() => {
    if (problems.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problems]);

  function apply(event: FormEvent) {
    event.preventDefault();
    const { near, problems: wrong } = nearOf(typed);
    const turned = typed.from && typed.to && typed.from > typed.to ? [problem('to', 'end-before-start')] : [];
    const all = [...turned, ...wrong];
    setProblems(all);
    if (all.length > 0) return;
    ask(asked(query, typed, near));
    onDone?.();
  }

  // The other kinds stand at no place of their own, and at no time.
  const happens = query.kind === 'incident' || query.kind === 'act';
  if (!happens) return null;
  return (
    <form ref={form} className={styles.form} onSubmit={apply} noValidate aria-label={say('filter.title')}>
      <fieldset className={styles.group}>
        <legend>{say('filter.period')}</legend>
        <div className={styles.two} title={say('filter.periodHelp')}>
          <Day label={say('filter.from')} value={typed.from} problems={[]} onChange={(from) => change({ from })} />
          <Day label={say('filter.to')} value={typed.to} problems={at('to')} onChange={(to) => change({ to })} />
        </div>
      </fieldset>
      <div className={styles.group}>
        <KindChoice
          label={say('filter.act')}
          terms={data?.find(({ scheme }) => scheme === 'act-type')?.codes ?? []}
          word={(code) => label('act-type', code)}
          value={typed.act}
          onChange={(act) => change({ act })}
        />
        <Choice
          label={say('library.level')}
          value={typed.level}
          none={say('library.level.any')}
          options={LEVELS.map(String).map((value) => ({ value, label: `${value} · ${label('proof-level', value)}` }))}
          onChange={(level) => change({ level })}
        />
      </div>
      <details className={styles.group} open={query.near !== undefined || at('km').length > 0 || undefined}>
        <summary>{say('library.circle')}</summary>
        <div className={styles.three}>
          <Line
            label={say('filter.km')}
            inputMode="decimal"
            value={typed.km}
            problems={at('km')}
            onChange={(km) => change({ km })}
          />
          <Line
            label={say('filter.latitude')}
            inputMode="decimal"
            value={typed.latitude}
            problems={at('latitude')}
            onChange={(latitude) => change({ latitude })}
          />
          <Line
            label={say('filter.longitude')}
            inputMode="decimal"
            value={typed.longitude}
            problems={at('longitude')}
            onChange={(longitude) => change({ longitude })}
          />
        </div>
      </details>
      <Button type="submit" size="xs" variant="default">
        {say('filter.apply')}
      </Button>
    </form>
  );
}

interface DayProps {
  label: string;
  value: string;
  problems: readonly FieldProblem[];
  onChange: (day: string) => void;
}

function Day({ label, value, problems, onChange }: DayProps) {
  const { say } = useWords();
  const id = useId();
  const wrong = problems.length > 0;
  return (
    <div className={styles.day}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        min="1900-01-01"
        max="2199-12-31"
        value={value}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-problem` : undefined}
        onChange={(event) => onChange(event.currentTarget.validity.valid ? event.currentTarget.value : '')}
      />
      {wrong && (
        <p id={`${id}-problem`} className={styles.problem}>
          <Glyph name="alarm" />
          {say('problem.endBeforeStart')}
        </p>
      )}
    </div>
  );
}
