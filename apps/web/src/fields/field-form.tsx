import { CUSTOM_TYPES, type CustomField } from '@cairn/model';
import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Choice, Line } from '../edit/controls.tsx';
import { problemsAt } from '../edit/problems.ts';
import { useWords } from '../words/words.ts';
import { Both, type InBoth, NOTHING_SAID, said } from './both.tsx';
import styles from './page.module.css';
import { usePut } from './put.ts';

interface Props {
  compartment: string;
  /** The field that is changed, or null for a new one. */
  field: CustomField | null;
  onDone: () => void;
}

interface OptionForm {
  code: string;
  label: InBoth;
}

const KINDS = ['incident', 'act', 'actor', 'item', 'statement'] as const;

/** Adds a field, or changes what it is called and means. Its key, kind and type stay: values stand under them. */
export function FieldForm({ compartment, field, onDone }: Props) {
  const { say } = useWords();
  const [kind, setKind] = useState<string>(field?.kind ?? 'incident');
  const [type, setType] = useState<string>(field?.type ?? 'text');
  const [key, setKey] = useState(field?.key ?? '');
  const [label, setLabel] = useState<InBoth>(field?.label ?? NOTHING_SAID);
  const [definition, setDefinition] = useState<InBoth>(field?.definition ?? NOTHING_SAID);
  const [rule, setRule] = useState<InBoth>(field?.rule ?? NOTHING_SAID);
  const [options, setOptions] = useState<readonly OptionForm[]>(field?.options ?? []);
  const [retired, setRetired] = useState(field?.retired === true);
  const { busy, problems, trouble, send } = usePut('/api/v1/fields', onDone);
  const chooses = type === 'choice' || type === 'choices';
  const at = (part: string) => problemsAt(problems, `/field/${part}`).concat(problemsAt(problems, `/${part}`));
  const setOption = (n: number, part: Partial<OptionForm>) =>
    setOptions(options.map((each, i) => (i === n ? { ...each, ...part } : each)));

  function save(event: FormEvent) {
    event.preventDefault();
    const ruled = said(rule);
    void send({
      compartment,
      reason: say(field === null ? 'fields.reason.added' : 'fields.reason.changed'),
      field: {
        key,
        kind,
        type,
        label,
        definition,
        ...(ruled === undefined ? {} : { rule: ruled }),
        ...(chooses ? { options } : {}),
        ...(retired ? { retired } : {}),
      },
    });
  }

  return (
    <form className={styles.form} onSubmit={save} aria-label={say(field === null ? 'fields.add' : 'fields.change')}>
      <Both label={say('fields.name')} value={label} path="/field/label" problems={problems} onChange={setLabel} />
      {field === null && (
        <>
          <Line
            label={say('fields.key')}
            help={say('fields.keyHelp')}
            value={key}
            required
            problems={at('key')}
            onChange={setKey}
          />
          <div className={styles.pair}>
            <Choice
              label={say('fields.kind')}
              value={kind}
              problems={at('kind')}
              options={KINDS.map((value) => ({ value, label: say(`fields.kind.${value}`) }))}
              onChange={setKind}
            />
            <Choice
              label={say('fields.type')}
              value={type}
              problems={at('type')}
              options={CUSTOM_TYPES.map((value) => ({ value, label: say(`fields.type.${value}`) }))}
              onChange={setType}
            />
          </div>
        </>
      )}
      <Both
        label={say('fields.definition')}
        long
        value={definition}
        path="/field/definition"
        problems={problems}
        onChange={setDefinition}
      />
      <Both label={say('fields.rule')} long value={rule} path="/field/rule" problems={problems} onChange={setRule} />
      {chooses && (
        <fieldset className={styles.form}>
          <legend>{say('fields.options')}</legend>
          {options.map((option, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a form have no other identity
            <div key={n} className={styles.part}>
              <Line
                label={say('fields.optionCode', { n: n + 1 })}
                value={option.code}
                required
                onChange={(code) => setOption(n, { code })}
              />
              <Both
                label={say('fields.optionName', { n: n + 1 })}
                value={option.label}
                path={`/field/options/${n}/label`}
                problems={problems}
                onChange={(named) => setOption(n, { label: named })}
              />
            </div>
          ))}
          <div>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => setOptions([...options, { code: '', label: NOTHING_SAID }])}
            >
              {say('fields.addOption')}
            </Button>
          </div>
        </fieldset>
      )}
      {field !== null && (
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
