import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Refused } from '../api/client.ts';
import { vocabularies } from '../api/questions.ts';
import type { Item } from '../api/shapes.ts';
import { CodeChoice, Line, Problems } from '../edit/controls.tsx';
import { inBody } from '../edit/problems.ts';
import { Trouble } from '../look/trouble.tsx';
import { useWords } from '../words/words.ts';
import { useAmend } from './amend.ts';
import styles from './small-form.module.css';

type Step = NonNullable<Item['body']['custody']>[number];
const PARTS = ['from', 'to', 'place', 'note'] as const;

/** One more step of custody, after those that stand. */
export function CustodyForm({ item, onDone }: { item: Item; onDone: () => void }) {
  const { say } = useWords();
  const { data } = useQuery(vocabularies);
  const [form, setForm] = useState<Record<string, string>>({ event: '', at: '', reason: '' });
  const save = useAmend(item);
  const set = (name: string) => (value: string) => setForm({ ...form, [name]: value });
  const value = (name: string) => form[name] ?? '';
  const codes = data?.find(({ scheme }) => scheme === 'custody-event')?.codes.map(({ code }) => code) ?? [];
  const ready = ['event', 'at', 'reason'].every((name) => value(name).trim() !== '');

  function submit(event: FormEvent) {
    event.preventDefault();
    if (save.isPending || !ready) return;
    const parts = PARTS.flatMap((name) => (value(name).trim() ? [[name, value(name).trim()]] : []));
    const step = { at: value('at').trim(), event: value('event'), ...Object.fromEntries(parts) } as Step;
    const change = ({ custody = [] }: Item['body']) => ({ custody: [...custody, step] });
    save.mutate({ change, reason: value('reason').trim() }, { onSuccess: onDone });
  }
  const problems = save.error instanceof Refused ? inBody(save.error.problems) : [];
  return (
    <form className={styles.form} onSubmit={submit} aria-label={say('custody.add')} noValidate>
      <p className={styles.help}>{say('custody.addHelp')}</p>
      <div className={styles.pair}>
        <CodeChoice
          label={say('part.event')}
          scheme="custody-event"
          codes={codes}
          none={say('edit.choose')}
          value={value('event')}
          required
          onChange={set('event')}
        />
        <Line
          label={say('custody.when')}
          value={value('at')}
          required
          placeholder="2031-03-06 14:05"
          onChange={set('at')}
        />
        {PARTS.map((name) => (
          <Line key={name} label={say(`custody.part.${name}`)} value={value(name)} onChange={set(name)} />
        ))}
      </div>
      <Line label={say('edit.reason')} value={value('reason')} maxLength={2000} required onChange={set('reason')} />
      {problems.length > 0 ? <Problems problems={problems} /> : save.error && <Trouble error={save.error} />}
      <div className={styles.does}>
        <Button type="submit" size="sm" variant="filled" loading={save.isPending} disabled={!ready}>
          {say('custody.save')}
        </Button>
        <Button type="button" size="sm" variant="subtle" onClick={onDone}>
          {say('evidence.leave')}
        </Button>
      </div>
    </form>
  );
}
