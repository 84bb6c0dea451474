import { EXTENDABLE, OWN_PREFIX, type OwnTerm } from '@cairn/model';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { vocabularies } from '../api/questions.ts';
import { Choice, Line } from '../edit/controls.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { Both, type InBoth, NOTHING_SAID, said } from './both.tsx';
import styles from './page.module.css';
import { usePut } from './put.ts';

interface Props {
  compartment: string;
  /** What is changed, or null for something new. */
  term: OwnTerm | null;
  onDone: () => void;
}

/** Adds a term of one's own to a vocabulary, or a coding rule to a term that is there. */
export function TermForm({ compartment, term, onDone }: Props) {
  const { say } = useWords();
  const label = useVocabulary();
  const { data: lists = [] } = useQuery(vocabularies);
  const own = term === null || term.label !== undefined;
  const [scheme, setScheme] = useState(term?.scheme ?? 'act-type');
  const [ruleOnly, setRuleOnly] = useState(!own);
  const [code, setCode] = useState(term?.code ?? '');
  const [broader, setBroader] = useState(term?.broader ?? '');
  const [named, setNamed] = useState<InBoth>(term?.label ?? NOTHING_SAID);
  const [definition, setDefinition] = useState<InBoth>(term?.definition ?? NOTHING_SAID);
  const [rule, setRule] = useState<InBoth>(term?.rule ?? NOTHING_SAID);
  const [retired, setRetired] = useState(term?.retired === true);
  const { busy, problems, trouble, send } = usePut('/api/v1/terms', onDone);
  const codes = (lists.find((each) => each.scheme === scheme)?.codes ?? []).map((each) => each.code);
  const options = codes.map((value) => ({ value, label: label(scheme, value) }));

  function save(event: FormEvent) {
    event.preventDefault();
    const ruled = said(rule);
    const ownPart = {
      label: said(named),
      definition: said(definition),
      ...(broader === '' ? {} : { broader }),
      ...(retired ? { retired } : {}),
    };
    const full = term === null && !ruleOnly && !code.startsWith(OWN_PREFIX) ? `${OWN_PREFIX}${code}` : code;
    void send({
      compartment,
      reason: say(term === null ? 'fields.reason.added' : 'fields.reason.changed'),
      term: { scheme, code: full, ...(ruleOnly ? {} : ownPart), ...(ruled === undefined ? {} : { rule: ruled }) },
    });
  }

  return (
    <form className={styles.form} onSubmit={save} aria-label={say(term === null ? 'fields.addTerm' : 'fields.change')}>
      {term === null && (
        <>
          <Choice
            label={say('fields.what')}
            value={ruleOnly ? 'rule' : 'term'}
            options={[
              { value: 'term', label: say('fields.what.term') },
              { value: 'rule', label: say('fields.what.rule') },
            ]}
            onChange={(what) => setRuleOnly(what === 'rule')}
          />
          <Choice
            label={say('fields.scheme')}
            value={scheme}
            options={EXTENDABLE.map((value) => ({ value, label: say(`fields.scheme.${value}`) }))}
            onChange={setScheme}
          />
          {ruleOnly ? (
            <Choice
              label={say('fields.term')}
              value={code}
              none={say('edit.choose')}
              options={options}
              onChange={setCode}
            />
          ) : (
            <Line label={say('fields.key')} help={say('fields.termKeyHelp')} value={code} required onChange={setCode} />
          )}
        </>
      )}
      {!ruleOnly && (
        <>
          <Both label={say('fields.name')} value={named} path="/term/label" problems={problems} onChange={setNamed} />
          <Both
            label={say('fields.definition')}
            long
            value={definition}
            path="/term/definition"
            problems={problems}
            onChange={setDefinition}
          />
          <Choice
            label={say('fields.broader')}
            value={broader}
            none={say('fields.noBroader')}
            options={options.filter(({ value }) => value !== code)}
            onChange={setBroader}
          />
        </>
      )}
      <Both label={say('fields.rule')} long value={rule} path="/term/rule" problems={problems} onChange={setRule} />
      {term !== null && own && (
        <label className={styles.tick}>
          <input type="checkbox" checked={retired} onChange={(event) => setRetired(event.currentTarget.checked)} />
          {say('fields.retire')}
        </label>
      )}
      {trouble !== '' && <p role="alert">{trouble}</p>}
      <div className={styles.buttons}>
        <Button type="submit" loading={busy}>
          {say('fields.save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {say('fields.leave')}
        </Button>
      </div>
    </form>
  );
}
