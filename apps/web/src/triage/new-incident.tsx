import { titleFrom } from '@cairn/model';
import { Button } from '@mantine/core';
import { type FormEvent, useCallback, useState } from 'react';
import { Dialog } from '../look/dialog.tsx';
import { useWords } from '../words/words.ts';
import styles from './choose.module.css';
import { first } from './choose-incident.tsx';
import type { SheetEntry } from './shapes.ts';

interface Props {
  entry: SheetEntry;
  onMake: (title: string) => void;
  onLeave: () => void;
}

/** The first title: what came with the entry, or the day on which it was recorded. */
function proposed({ title, text, name, when }: SheetEntry): string {
  const known = titleFrom({ title: title ?? text, file: { name } });
  const day = typeof when === 'string' ? when.slice(0, 10).replaceAll(':', '-') : '';
  return known.includes(day) || day === '' ? known : `${known} · ${day}`;
}

/** A new incident with the entry in it; Enter takes the proposed title. */
export function NewIncident({ entry, onMake, onLeave }: Props) {
  const { say } = useWords();
  const [title, setTitle] = useState(() => proposed(entry));
  const focus = useCallback((input: HTMLInputElement | null) => {
    first(input);
    input?.select();
  }, []);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (title.trim()) onMake(title.trim());
  }
  return (
    <Dialog title={say('triage.new.title')} onLeave={onLeave}>
      <form onSubmit={submit} className={styles.form}>
        <label className={styles.label}>
          {say('triage.new.name')}
          <input
            ref={focus}
            className={styles.field}
            value={title}
            maxLength={1000}
            required
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
        </label>
        <p className={styles.help}>{say('triage.new.what')}</p>
        <div>
          <Button type="submit" variant="filled">
            {say('triage.new.make')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
