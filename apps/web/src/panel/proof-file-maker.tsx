import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { proof } from '../api/questions.ts';
import type { Incident, Revision } from '../api/shapes.ts';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { fieldName } from '../value/field-name.ts';
import { useWords } from '../words/words.ts';
import { handOver } from './download.ts';
import styles from './proof.module.css';
import { checkpointOf, readProof } from './proof-file.ts';

interface Props {
  incident: Incident;
  revision: Revision;
  fields: readonly string[];
}

/** Chooses what the receiver will be able to read, shows what the file rests on, and hands it over. */
export function ProofFileMaker({ incident, revision, fields }: Props) {
  const { say } = useWords();
  const [disclosed, setDisclosed] = useState(fields);
  const file = useQuery(proof(incident.id, revision.revision, disclosed));

  const toggle = (field: string, on: boolean) =>
    setDisclosed(fields.filter((each) => (each === field ? on : disclosed.includes(each))));

  if (file.isPending) return <Waiting />;
  if (file.error) return <Trouble error={file.error} again={file.refetch} />;
  const { tlogProof, key } = readProof(file.data);
  return (
    <>
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
        leftSection={<Glyph name="download" />}
        loading={file.isPlaceholderData}
        onClick={() => handOver(`${incident.reference}-${revision.revision}.proof.json`, file.data)}
      >
        {say('proof.download')}
      </Button>
      <p className={styles.how}>{say('proof.contains')}</p>
      <p className={styles.how}>
        {say('proof.check')} <code>npx cairn verify FILE</code>
      </p>
    </>
  );
}
