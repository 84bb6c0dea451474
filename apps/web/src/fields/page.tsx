import '../words/records.ts';
import '../words/fields.ts';
import type { CustomField, OwnTerm } from '@cairn/model';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Choice } from '../edit/controls.tsx';
import { useVisit } from '../frame/visit.tsx';
import { Mark } from '../look/mark.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { FieldForm } from './field-form.tsx';
import styles from './page.module.css';
import { additions } from './questions.ts';
import { TermForm } from './term-form.tsx';

/** What a compartment adds to its records without code: fields, terms, coding rules. Members read it, leads change it. */
export function FieldsPage() {
  const { say } = useWords();
  const { who } = useVisit();
  const [chosen, setChosen] = useState(who.compartments[0]?.id ?? '');
  const answer = useQuery({ ...additions(chosen), enabled: chosen !== '' });
  const leads = who.compartments.some(({ id, role }) => id === chosen && role === 'lead');
  return (
    <div className={styles.page}>
      <h1>{say('fields.title')}</h1>
      <p>{say('fields.why')}</p>
      {who.compartments.length > 1 && (
        <Choice
          label={say('compartment')}
          value={chosen}
          options={who.compartments.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setChosen}
        />
      )}
      {answer.isPending && chosen !== '' && <Waiting />}
      {answer.error && <Trouble error={answer.error} again={answer.refetch} />}
      {answer.data && (
        <>
          <Fields key={`fields ${chosen}`} compartment={chosen} fields={answer.data.fields} leads={leads} />
          <Terms key={`terms ${chosen}`} compartment={chosen} terms={answer.data.terms} leads={leads} />
        </>
      )}
    </div>
  );
}

function Fields({
  compartment,
  fields,
  leads,
}: {
  compartment: string;
  fields: readonly CustomField[];
  leads: boolean;
}) {
  const { say, language } = useWords();
  const [editing, setEditing] = useState<CustomField | 'new' | null>(null);
  return (
    <section className={styles.part}>
      <h2>{say('fields.own')}</h2>
      {fields.length === 0 && editing === null && (
        <p className={styles.empty}>
          <Mark size={40} /> {say(leads ? 'fields.none.lead' : 'fields.none')}
        </p>
      )}
      <ul className={styles.list}>
        {fields.map((field) => (
          <li key={field.key} className={styles.entry} data-retired={field.retired === true}>
            <p>
              <b>{field.label[language]}</b>{' '}
              <span className={styles.soft}>
                {say(`fields.kind.${field.kind}` as 'fields.kind.incident')} · {say(`fields.type.${field.type}`)} ·{' '}
                <code>{field.key}</code>
                {field.retired === true && ` · ${say('fields.retired')}`}
              </span>
            </p>
            <p>{field.definition[language]}</p>
            {field.rule && <p className={styles.rule}>{say('fields.ruleIs', { rule: field.rule[language] })}</p>}
            {field.options && (
              <p className={styles.soft}>{field.options.map(({ label }) => label[language]).join(' · ')}</p>
            )}
            {leads && (
              <Button size="compact-xs" variant="default" onClick={() => setEditing(field)}>
                {say('fields.change')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {editing !== null ? (
        <FieldForm
          key={editing === 'new' ? 'new' : editing.key}
          compartment={compartment}
          field={editing === 'new' ? null : editing}
          onDone={() => setEditing(null)}
        />
      ) : (
        leads && (
          <div>
            <Button variant="default" onClick={() => setEditing('new')}>
              {say('fields.add')}
            </Button>
          </div>
        )
      )}
    </section>
  );
}

function Terms({ compartment, terms, leads }: { compartment: string; terms: readonly OwnTerm[]; leads: boolean }) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const [editing, setEditing] = useState<OwnTerm | 'new' | null>(null);
  return (
    <section className={styles.part}>
      <h2>{say('fields.terms')}</h2>
      <p>{say('fields.termsWhy')}</p>
      <ul className={styles.list}>
        {terms.map((term) => (
          <li key={`${term.scheme} ${term.code}`} className={styles.entry} data-retired={term.retired === true}>
            <p>
              <b>{term.label?.[language] ?? label(term.scheme, term.code)}</b>{' '}
              <span className={styles.soft}>
                {say(`fields.scheme.${term.scheme}` as 'fields.scheme.method')} · <code>{term.code}</code>
                {term.retired === true && ` · ${say('fields.retired')}`}
              </span>
            </p>
            {term.definition && <p>{term.definition[language]}</p>}
            {term.rule && <p className={styles.rule}>{say('fields.ruleIs', { rule: term.rule[language] })}</p>}
            {leads && (
              <Button size="compact-xs" variant="default" onClick={() => setEditing(term)}>
                {say('fields.change')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {editing !== null ? (
        <TermForm
          key={editing === 'new' ? 'new' : `${editing.scheme} ${editing.code}`}
          compartment={compartment}
          term={editing === 'new' ? null : editing}
          onDone={() => setEditing(null)}
        />
      ) : (
        leads && (
          <div>
            <Button variant="default" onClick={() => setEditing('new')}>
              {say('fields.addTerm')}
            </Button>
          </div>
        )
      )}
    </section>
  );
}
