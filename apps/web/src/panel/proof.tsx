import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { integrity, revisions } from '../api/questions.ts';
import type { AnyRecord, Integrity, Revision } from '../api/shapes.ts';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import { Moment } from './moment.tsx';
import styles from './proof.module.css';
import { bodyAt, fieldsAt } from './proof-file.ts';
import { CheckpointFigures, ProofFileMaker } from './proof-file-maker.tsx';
import { Verify } from './verify.tsx';

/** What can be shown about one revision: the file to hand on first, then how it stands in plain words, then the figures. */
export function Proof({ record }: { record: AnyRecord }) {
  const { say } = useWords();
  const history = useQuery(revisions(record.id));
  const log = useQuery(integrity);
  const [chosen, setChosen] = useState(record.revision);
  if (history.isPending || log.isPending) return <Waiting />;
  if (history.error) return <Trouble error={history.error} again={history.refetch} />;
  const revision = history.data.find((each) => each.revision === chosen) ?? history.data.at(-1);
  if (!revision) return null;
  return (
    <>
      {history.data.length > 1 && (
        <NativeSelect
          size="sm"
          label={say('proof.revision')}
          value={revision.revision}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
          data={history.data.map(({ revision: n }) => ({ value: String(n), label: say('history.revision', { n }) }))}
        />
      )}
      {log.data && (
        <Verify
          key={`verify ${revision.revision}`}
          record={record}
          revision={revision}
          shown={bodyAt(history.data, revision.revision)}
          log={log.data}
        />
      )}
      <ProofFileMaker
        key={revision.revision}
        record={record}
        revision={revision}
        fields={fieldsAt(history.data, revision.revision)}
      />
      {log.data && <Standing revision={revision} log={log.data} />}
      <Figures revision={revision} />
      <CheckpointFigures record={record} revision={revision} />
    </>
  );
}

function Standing({ revision, log }: { revision: Revision; log: Integrity }) {
  const { say } = useWords();
  const { leaf } = revision;
  const { anchored } = log;
  if (leaf === null) return <Verdict state="notice">{say('proof.pending')}</Verdict>;
  if (leaf >= anchored.size) return <Verdict state="notice">{say('proof.unanchored')}</Verdict>;
  return (
    <Verdict state="calm">
      {say('proof.anchored', { by: anchored.by.join(', '), size: anchored.size })}
      {anchored.time && <Moment at={anchored.time} />}
    </Verdict>
  );
}

function Verdict({ state, children }: { state: 'calm' | 'notice'; children: ReactNode }) {
  const { say } = useWords();
  return (
    <div className={styles.verdict} data-state={state}>
      <p className={styles.word}>
        <Glyph name={state} />
        {say(state === 'calm' ? 'proof.word.anchored' : 'proof.word.unanchored')}
      </p>
      <div>{children}</div>
    </div>
  );
}

function Figures({ revision }: { revision: Revision }) {
  const { say } = useWords();
  return (
    <dl className={styles.figures}>
      <div>
        <dt>{say('proof.entry')}</dt>
        <dd>
          <code>{revision.entry}</code>
        </dd>
      </div>
      <div>
        <dt>{say('proof.leaf')}</dt>
        <dd>
          <code>{revision.leaf ?? '—'}</code>
        </dd>
      </div>
    </dl>
  );
}
