import { type BulkChange, SENSITIVITIES, type Sensitivity } from '@cairn/model';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { vocabularies } from '../api/questions.ts';
import { Choice, Line } from '../edit/controls.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './bulk.module.css';
import { useColleagues } from './people-names.ts';

const ACTIONS = ['assign', 'unassign', 'due', 'tag', 'untag', 'status', 'sensitivity'] as const;
type Action = (typeof ACTIONS)[number];

/** The stages that a person may wish for many at once; whether each may go there is decided for each. */
const STAGES = ['triage', 'open', 'needs-help', 'review', 'reviewed', 'documented', 'set-aside'];

function changeOf(action: Action, value: string): BulkChange {
  switch (action) {
    case 'assign':
    case 'unassign':
      return { do: action, account: value };
    case 'due':
      return { do: 'due', day: value };
    case 'tag':
    case 'untag':
      return { do: action, tag: value };
    case 'status':
      return { do: 'status', status: value };
    case 'sensitivity':
      return { do: 'sensitivity', level: value as Sensitivity };
  }
}

interface Props {
  /** What the button says; null while nothing is chosen. */
  run: string | null;
  isIncidents: boolean;
  onRun: (change: BulkChange, reason: string) => void;
}

/** What shall be done, and why: asked once for all. */
export function BulkForm({ run, isIncidents, onRun }: Props) {
  const { say } = useWords();
  const [action, setAction] = useState<Action>('assign');
  const [value, setValue] = useState('');
  const [reason, setReason] = useState('');
  const actions = ACTIONS.filter((each) => isIncidents || each !== 'status');
  const ready = run !== null && value.trim() !== '' && reason.trim() !== '';
  return (
    <form
      className={styles.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (ready) onRun(changeOf(action, value.trim()), reason.trim());
      }}
    >
      <Choice
        label={say('bulk.action')}
        value={action}
        options={actions.map((each) => ({ value: each, label: say(`bulk.action.${each}`) }))}
        onChange={(next) => {
          setAction(next as Action);
          setValue('');
        }}
      />
      <ValueField action={action} value={value} onChange={setValue} />
      <Line label={say('bulk.reason')} value={reason} maxLength={2000} onChange={setReason} />
      <Button type="submit" size="sm" variant="filled" disabled={!ready}>
        {run ?? say('bulk.none')}
      </Button>
    </form>
  );
}

function ValueField({ action, value, onChange }: { action: Action; value: string; onChange: (value: string) => void }) {
  const { say } = useWords();
  const label = useVocabulary();
  const colleagues = useColleagues();
  const { data } = useQuery(vocabularies);
  const shared = { value, onChange, none: say('bulk.choose') };
  if (action === 'due') return <DayField value={value} onChange={onChange} />;
  if (action === 'tag' || action === 'untag')
    return <Line label={say('bulk.tag')} value={value} maxLength={200} onChange={onChange} />;
  if (action === 'assign' || action === 'unassign') {
    const options = colleagues.map(({ account, name }) => ({ value: account, label: name }));
    return <Choice label={say('bulk.whom')} options={options} {...shared} />;
  }
  const scheme = action === 'status' ? 'incident-status' : 'sensitivity';
  const known = data?.find((each) => each.scheme === 'incident-status')?.codes.map(({ code }) => code) ?? [];
  const codes = action === 'status' ? STAGES.filter((code) => known.includes(code)) : SENSITIVITIES.slice(1);
  const options = codes.map((code) => ({ value: code, label: label(scheme, code) }));
  return <Choice label={say(`bulk.action.${action}`)} options={options} {...shared} />;
}

function DayField({ value, onChange }: { value: string; onChange: (day: string) => void }) {
  const { say } = useWords();
  const id = useId();
  return (
    <div className={styles.day}>
      <label htmlFor={id}>{say('bulk.day')}</label>
      <input
        id={id}
        type="date"
        min="1900-01-01"
        max="2199-12-31"
        value={value}
        onChange={(event) => onChange(event.currentTarget.validity.valid ? event.currentTarget.value : '')}
      />
    </div>
  );
}
