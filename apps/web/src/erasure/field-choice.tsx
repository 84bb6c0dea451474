import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { related } from '../api/questions.ts';
import type { AnyRecord } from '../api/shapes.ts';
import { fieldName } from '../value/field-name.ts';
import { FieldValue } from '../value/field-value.tsx';
import { useWords, type WordId } from '../words/words.ts';
import type { Choice } from './choice.ts';
import styles from './page.module.css';

const KINDS: Record<string, WordId> = {
  incident: 'erasure.kind.incident',
  act: 'erasure.kind.act',
  actor: 'erasure.kind.actor',
  link: 'erasure.kind.link',
  item: 'erasure.kind.item',
  statement: 'erasure.kind.statement',
};

interface Props {
  record: AnyRecord;
  choice: Choice;
  onChange: (choice: Choice) => void;
}

/** Which fields of a record go, or all of it, and which of the records around it. */
export function FieldChoice({ record, choice, onChange }: Props) {
  const { say } = useWords();
  const around = useQuery(related(record.id)).data ?? [];
  // Sensitivity says who may read what remains; it stays.
  const fields = Object.entries(record.body).filter(([field]) => field !== 'sensitivity');
  const tick = (list: readonly string[], entry: string, on: boolean) =>
    on ? [...list, entry] : list.filter((each) => each !== entry);
  return (
    <>
      <fieldset className={styles.fields}>
        <legend>{record.reference}</legend>
        <Tick
          on={choice.whole}
          onChange={(whole) => onChange({ ...choice, whole })}
          name={say('erasure.whole')}
          about={say('erasure.whole.help')}
        />
        {!choice.whole && (
          <>
            {fields.map(([field, value]) => (
              <Tick
                key={field}
                on={choice.fields.includes(`body.${field}`)}
                onChange={(on) => onChange({ ...choice, fields: tick(choice.fields, `body.${field}`, on) })}
                name={fieldName(field, say)}
                // Who a person is stays covered where nobody has to read it.
                {...(field === 'identity' ? {} : { help: <FieldValue field={field} value={value} /> })}
              />
            ))}
            <Tick
              on={choice.fields.includes('reason')}
              onChange={(on) => onChange({ ...choice, fields: tick(choice.fields, 'reason', on) })}
              name={say('erasure.reasons')}
              about={say('erasure.reasons.help')}
            />
          </>
        )}
      </fieldset>
      {around.length > 0 && (
        <fieldset className={styles.fields}>
          <legend>{say('erasure.around')}</legend>
          {around.map((other) => (
            <div key={other.id} className={styles.other}>
              <Tick
                on={choice.others.includes(other.id)}
                onChange={(on) => onChange({ ...choice, others: tick(choice.others, other.id, on) })}
                name={`${other.reference} ${KINDS[other.kind] ? say(KINDS[other.kind] as WordId) : other.kind}`}
                help={nameOf(other)}
              />
              <Link to="/erasure/new" search={{ record: other.id }} className={styles.some}>
                {say('erasure.someFields')}
                <span className="for-readers"> {other.reference}</span>
              </Link>
            </div>
          ))}
        </fieldset>
      )}
    </>
  );
}

/** By which words people know a record, as far as the reader may see them. */
function nameOf(record: AnyRecord): string {
  const body = record.body as { title?: string; text?: string; summary?: string; names?: { text: string }[] };
  return body.title ?? body.names?.[0]?.text ?? body.text ?? body.summary ?? '';
}

interface TickProps {
  on: boolean;
  onChange: (on: boolean) => void;
  name: string;
  /** The value as it stands, on one line. */
  help?: ReactNode;
  /** What ticking it means. */
  about?: string;
}

function Tick({ on, onChange, name, help, about }: TickProps) {
  return (
    <label className={styles.field}>
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span className={styles.named}>
        {name}
        {about && <span className={styles.meaning}>{about}</span>}
        {help && <span className={styles.excerpt}>{help}</span>}
      </span>
    </label>
  );
}
