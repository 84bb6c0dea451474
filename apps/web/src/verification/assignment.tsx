import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import type { AnyRecord } from '../api/shapes.ts';
import { usePeopleNames } from '../library/people-names.ts';
import { Glyph } from '../look/glyph.tsx';
import { dayWords } from '../time/moment.ts';
import { useWords } from '../words/words.ts';
import styles from './assignment.module.css';
import { useChanging } from './change.ts';
import { focusSoon, useFirstFocus } from './focus.ts';
import { useMembers } from './people.ts';

interface Assignable {
  assigned?: readonly string[];
  due?: string;
}

/** Whose work the record is now, and by when. */
export function Assignment({ record, mayEdit }: { record: AnyRecord; mayEdit: boolean }) {
  const { say, language } = useWords();
  const nameOf = usePeopleNames();
  const [editing, setEditing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const { assigned = [], due } = record.body as Assignable;
  const late = due !== undefined && due < new Date().toISOString().slice(0, 10);
  if (editing) {
    const close = () => {
      setEditing(false);
      focusSoon(opener);
    };
    return <AssignmentForm record={record} onDone={close} />;
  }
  const day = due && dayWords(due, language);
  return (
    <p className={styles.line}>
      <span className={styles.soft}>{say('verification.assigned')}</span>
      <span>{assigned.length === 0 ? say('verification.nobody') : assigned.map(nameOf).join(', ')}</span>
      {day && (
        <span data-late={late} className={styles.due}>
          {late && <Glyph name="alarm" />} {say(late ? 'verification.overdue' : 'verification.due', { day })}
        </span>
      )}
      {mayEdit && (
        <Button ref={opener} size="compact-xs" variant="default" onClick={() => setEditing(true)}>
          {say('verification.assign')}
        </Button>
      )}
    </p>
  );
}

function AssignmentForm({ record, onDone }: { record: AnyRecord; onDone: () => void }) {
  const { say } = useWords();
  const members = useMembers(record.compartment);
  const form = useFirstFocus<HTMLFormElement>(members.length > 0);
  const body = record.body as Assignable;
  const [chosen, setChosen] = useState<readonly string[]>(body.assigned ?? []);
  const [due, setDue] = useState(body.due ?? '');
  const { busy, trouble, amend } = useChanging();

  async function save() {
    const change = { assigned: chosen.length > 0 ? chosen : null, due: due === '' ? null : due };
    if (await amend(record, change, say('verification.reason.assigned'))) onDone();
  }

  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={say('verification.assign')}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <fieldset className={styles.people}>
        <legend>{say('verification.assigned')}</legend>
        {members.map(({ account, name }) => (
          <label key={account}>
            <input
              type="checkbox"
              checked={chosen.includes(account)}
              onChange={(event) =>
                setChosen(
                  event.currentTarget.checked ? [...chosen, account] : chosen.filter((each) => each !== account),
                )
              }
            />
            {name}
          </label>
        ))}
      </fieldset>
      <label className={styles.day}>
        {say('verification.dueBy')}
        <input type="date" value={due} onChange={(event) => setDue(event.currentTarget.value)} />
      </label>
      {trouble !== '' && <p role="alert">{trouble}</p>}
      <div className={styles.buttons}>
        <Button type="submit" size="compact-sm" loading={busy}>
          {say('edit.save')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDone}>
          {say('verification.leave')}
        </Button>
      </div>
    </form>
  );
}
