import { type CSSProperties, useState } from 'react';
import type { FieldProblem } from '../api/client.ts';
import { IdentityMark } from '../value/identity.tsx';
import { useWords, type WordId } from '../words/words.ts';
import { Line, Problems } from './controls.tsx';
import type { IdentityForm, Row } from './identity-form.ts';
import styles from './pieces.module.css';
import { problemsAt } from './problems.ts';

interface Column {
  name: string;
  word: WordId;
  /** Share of the width. */
  wide?: number;
}

const NAME: readonly Column[] = [
  { name: 'text', word: 'edit.name.text', wide: 3 },
  { name: 'lang', word: 'edit.name.lang' },
];
const CONTACT: readonly Column[] = [
  { name: 'kind', word: 'edit.contact.kind' },
  { name: 'value', word: 'edit.contact.value', wide: 2 },
];
const DOCUMENT: readonly Column[] = [
  { name: 'kind', word: 'edit.document.kind', wide: 2 },
  { name: 'number', word: 'edit.document.number', wide: 2 },
  { name: 'issuer', word: 'edit.document.issuer', wide: 2 },
];

interface RowsProps {
  columns: readonly Column[];
  rows: readonly Row[];
  add: WordId;
  path: string;
  problems: readonly FieldProblem[];
  onChange: (rows: Row[]) => void;
}

/** Lines of a few short texts each. */
function Rows({ columns, rows, add, path, problems, onChange }: RowsProps) {
  const { say } = useWords();
  const width = { '--columns': columns.map(({ wide = 1 }) => `minmax(0, ${wide}fr)`).join(' ') } as CSSProperties;
  return (
    <div className={styles.rows}>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is what stands at this place.
        <div key={index} className={styles.flat} style={width}>
          {columns.map(({ name, word }) => (
            <Line
              key={name}
              label={say(word)}
              value={row[name] ?? ''}
              problems={problemsAt(problems, `${path}/${index}/${name}`)}
              onChange={(text) => onChange(rows.map((each, at) => (at === index ? { ...each, [name]: text } : each)))}
            />
          ))}
          <button
            type="button"
            className={styles.quiet}
            aria-label={say('edit.row.removeNth', { n: index + 1 })}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            {say('edit.row.remove')}
          </button>
        </div>
      ))}
      <Problems problems={problems.filter((each) => each.path === path)} />
      <button
        type="button"
        className={styles.quiet}
        onClick={() => onChange([...rows, Object.fromEntries(columns.map(({ name }) => [name, '']))])}
      >
        {say(add)}
      </button>
    </div>
  );
}

interface NamesProps {
  form: readonly Row[];
  problems: readonly FieldProblem[];
  onChange: (form: Row[]) => void;
}

/** Names that everyone with access to the record reads: of groups, units and organisations. */
export function NamesField({ form, problems, onChange }: NamesProps) {
  const { say } = useWords();
  return (
    <section className={styles.sub}>
      <h3>{say('field.names')}</h3>
      <Rows columns={NAME} rows={form} add="edit.name.add" path="/names" problems={problems} onChange={onChange} />
    </section>
  );
}

interface IdentityProps {
  form: IdentityForm;
  problems: readonly FieldProblem[];
  onChange: (form: IdentityForm) => void;
}

const isEmpty = ({ names, contacts, documents, birthDate, birthPlace }: IdentityForm) =>
  names.length + contacts.length + documents.length === 0 && birthDate + birthPlace === '';

/** What identifies a person: under its mark, and covered until it is asked for. */
export function IdentityField({ form, problems, onChange }: IdentityProps) {
  const { say } = useWords();
  const [open, setOpen] = useState(isEmpty(form));
  const change = (part: Partial<IdentityForm>) => onChange({ ...form, ...part });
  if (!open) {
    return (
      <div className={styles.covered}>
        <IdentityMark />
        <button type="button" className={styles.quiet} onClick={() => setOpen(true)}>
          {say('identity.show')}
        </button>
      </div>
    );
  }
  return (
    <div className={styles.group}>
      <IdentityMark />
      <section className={styles.sub}>
        <h3>{say('identity.names')}</h3>
        <Rows
          columns={NAME}
          rows={form.names}
          add="edit.name.add"
          path="/identity/names"
          problems={problems}
          onChange={(names) => change({ names })}
        />
      </section>
      <section className={styles.sub}>
        <h3>{say('identity.contacts')}</h3>
        <Rows
          columns={CONTACT}
          rows={form.contacts}
          add="edit.contact.add"
          path="/identity/contacts"
          problems={problems}
          onChange={(contacts) => change({ contacts })}
        />
      </section>
      <div className={styles.pair}>
        <Line
          label={say('identity.birthDate')}
          value={form.birthDate}
          onChange={(birthDate) => change({ birthDate })}
        />
        <Line
          label={say('identity.birthPlace')}
          value={form.birthPlace}
          onChange={(birthPlace) => change({ birthPlace })}
        />
      </div>
      <section className={styles.sub}>
        <h3>{say('identity.documents')}</h3>
        <Rows
          columns={DOCUMENT}
          rows={form.documents}
          add="edit.document.add"
          path="/identity/documents"
          problems={problems}
          onChange={(documents) => change({ documents })}
        />
      </section>
      <Problems problems={problems.filter(({ path }) => path === '/identity')} />
    </div>
  );
}
