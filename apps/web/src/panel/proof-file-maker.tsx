import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { bareProof, makeProof } from '../api/questions.ts';
import type { AnyRecord, Revision } from '../api/shapes.ts';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { fieldName } from '../value/field-name.ts';
import { useWords } from '../words/words.ts';
import { handOver } from './download.ts';
import styles from './proof.module.css';
import { checkpointOf, readProof } from './proof-file.ts';

interface Props {
  record: AnyRecord;
  revision: Revision;
  fields: readonly string[];
}

/** Chooses what the receiver will be able to read, and hands the file over. */
export function ProofFileMaker({ record, revision: { revision }, fields }: Props) {
  const { say } = useWords();
  const [disclosed, setDisclosed] = useState(fields);
  const download = useMutation({
    mutationFn: () => makeProof(record.id, revision, disclosed),
    onSuccess: (text) => handOver(`${record.reference}-${revision}.proof.json`, text),
  });

  const nothing = disclosed.length === 0;
  const toggle = (field: string, on: boolean) =>
    setDisclosed(fields.filter((each) => (each === field ? on : disclosed.includes(each))));

  return (
    <>
      <fieldset className={styles.fields}>
        <legend>{say('proof.fields')}</legend>
        {fields.map((field) => (
          <label key={field} className={styles.field}>
            <input
              type="checkbox"
              checked={disclosed.includes(field)}
              onChange={(event) => toggle(field, event.currentTarget.checked)}
            />
            {fieldName(field, say)}
          </label>
        ))}
      </fieldset>
      <Button
        variant="filled"
        className={styles.download}
        leftSection={<Glyph name="download" />}
        loading={download.isPending}
        disabled={nothing}
        aria-describedby={nothing ? 'proof-nothing' : undefined}
        onClick={() => download.mutate()}
      >
        {say('proof.download')}
      </Button>
      {nothing && (
        <p id="proof-nothing" className={styles.how}>
          {say('proof.nothing')}
        </p>
      )}
      {download.error && <Trouble error={download.error} />}
      <p className={styles.how}>{say('proof.contains')}</p>
      <p className={styles.how}>
        {say('proof.check')} <code>npx cairn verify FILE --key KEY</code>
      </p>
    </>
  );
}

/** The checkpoint under which the revision's place in the log can be shown, and the key that signed it. */
export function CheckpointFigures({ record, revision: { revision } }: Omit<Props, 'fields'>) {
  const { say } = useWords();
  const { data, error, isPending, refetch } = useQuery(bareProof(record.id, revision));
  if (isPending) return <Waiting />;
  if (error) return <Trouble error={error} again={refetch} />;
  const { tlogProof, key } = readProof(data);
  return (
    <dl className={styles.figures}>
      <div>
        <dt>{say('proof.checkpoint')}</dt>
        <dd>
          <pre className={styles.checkpoint}>{checkpointOf(tlogProof)}</pre>
        </dd>
      </div>
      <div>
        <dt>{say('proof.key')}</dt>
        <dd>
          <code>{key}</code>
        </dd>
      </div>
    </dl>
  );
}
