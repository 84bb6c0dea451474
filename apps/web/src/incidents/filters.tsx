import '../words/records.ts';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { FieldProblem } from '../api/client.ts';
import { type Filter, vocabularies } from '../api/questions.ts';
import { figure } from '../edit/codec.ts';
import { Line } from '../edit/controls.tsx';
import { useVisit } from '../frame/visit.tsx';
import { Glyph } from '../look/glyph.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './filters.module.css';
import { KindChoice } from './kind-choice.tsx';

interface Props {
  /** On a phone the filters come as a sheet over the list. */
  asSheet: boolean;
  onClose: () => void;
}

/** The filters beside words and compartment: period, kind of act, place. */
export function Filters({ asSheet, onClose }: Props) {
  const { say } = useWords();
  const { filter } = useVisit();
  // Held here, so that turning a tablet does not lose what is typed.
  const [typed, setTyped] = useState(() => typedOf(filter));
  // A chip that was taken away above empties its field here.
  useEffect(() => setTyped(typedOf(filter)), [filter]);
  const fields = { typed, change: (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part })) };
  if (asSheet) {
    return (
      <Sheet onClose={onClose}>
        <Fields {...fields} onDone={onClose} />
      </Sheet>
    );
  }
  return (
    <section id="filters" className={styles.strip} aria-label={say('filter.title')}>
      <Fields {...fields} onDone={() => {}} />
    </section>
  );
}

function Sheet({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const { say } = useWords();
  const title = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      id="filters"
      ref={dialog}
      className={styles.sheet}
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className={styles.head}>
        <h2 id={title}>{say('filter.title')}</h2>
        <button type="button" className={styles.close} aria-label={say('filter.close')} onClick={onClose}>
          <Glyph name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}

type Typed = Record<'from' | 'to' | 'act' | 'place' | 'latitude' | 'longitude' | 'km', string>;

function typedOf({ from, to, act, place, near }: Filter): Typed {
  const [latitude, longitude, km] = near ? [near.latitude, near.longitude, near.km].map(String) : ['', '', ''];
  return { from, to, act, place, latitude: latitude ?? '', longitude: longitude ?? '', km: km ?? '' };
}

const problem = (path: string, code: string): FieldProblem => ({ path, code, message: code });
const within = (n: number | undefined | 'unreadable', low: number, high: number): n is number =>
  typeof n === 'number' && n >= low && n <= high;

/** A circle, or none, or what is wrong with it. */
function nearOf({ latitude, longitude, km }: Typed): { near: Filter['near']; problems: FieldProblem[] } {
  if (`${latitude}${longitude}${km}`.trim() === '') return { near: null, problems: [] };
  const [lat, lon, far] = [figure(latitude), figure(longitude), figure(km)];
  const problems = [
    ...(within(lat, -90, 90) ? [] : [problem('latitude', 'impossible-coordinate')]),
    ...(within(lon, -180, 180) ? [] : [problem('longitude', 'impossible-coordinate')]),
    ...(within(far, 0.001, 1000) ? [] : [problem('km', 'distance')]),
  ];
  if (problems.length > 0) return { near: null, problems };
  return { near: { latitude: lat as number, longitude: lon as number, km: far as number }, problems };
}

interface FieldsProps {
  typed: Typed;
  change: (part: Partial<Typed>) => void;
  onDone: () => void;
}

function Fields({ typed, change, onDone }: FieldsProps) {
  const { say } = useWords();
  const { filter, setFilter } = useVisit();
  const label = useVocabulary();
  const { data } = useQuery(vocabularies);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const form = useRef<HTMLFormElement>(null);
  // Whoever uses the keyboard continues at the first field that needs it.
  useEffect(() => {
    if (problems.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problems]);
  const at = (path: string) => problems.filter((each) => each.path === path);

  function apply(event: FormEvent) {
    event.preventDefault();
    const { near, problems: wrong } = nearOf(typed);
    const turned = typed.from && typed.to && typed.from > typed.to ? [problem('to', 'end-before-start')] : [];
    const all = [...turned, ...wrong];
    setProblems(all);
    if (all.length > 0) return;
    const { from, to, act } = typed;
    setFilter({ ...filter, from, to, act, place: typed.place.trim(), near });
    onDone();
  }

  return (
    <form ref={form} className={styles.fields} onSubmit={apply} noValidate>
      <fieldset className={styles.group}>
        <legend>{say('filter.period')}</legend>
        <p className={styles.help}>{say('filter.periodHelp')}</p>
        <div className={styles.two}>
          <Day label={say('filter.from')} value={typed.from} problems={[]} onChange={(from) => change({ from })} />
          <Day label={say('filter.to')} value={typed.to} problems={at('to')} onChange={(to) => change({ to })} />
        </div>
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{say('filter.kind')}</legend>
        <p className={styles.help}>{say('filter.kindHelp')}</p>
        <KindChoice
          label={say('filter.act')}
          terms={data?.find(({ scheme }) => scheme === 'act-type')?.codes ?? []}
          word={(code) => label('act-type', code)}
          value={typed.act}
          onChange={(act) => change({ act })}
        />
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{say('filter.place')}</legend>
        <Line
          label={say('filter.placeName')}
          value={typed.place}
          maxLength={200}
          onChange={(place) => change({ place })}
        />
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
      </fieldset>
      <div className={styles.actions}>
        <Button type="submit" variant="filled">
          {say('filter.apply')}
        </Button>
      </div>
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
