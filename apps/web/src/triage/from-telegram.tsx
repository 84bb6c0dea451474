import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { type Chosen, fromInput } from '../evidence/folders.ts';
import { Trouble } from '../look/trouble.tsx';
import { useWords } from '../words/words.ts';
import { Ready } from './from-files.tsx';
import styles from './new.module.css';
import { makeBatch, type NewBatch, takeMessages } from './questions.ts';
import type { TelegramTaken } from './shapes.ts';
import { type Export, exportIn, type NoExport, sendExport, summaryOf } from './telegram.ts';

/** A folder that Telegram Desktop wrote: what is in it is shown before anything is sent. */
export function FromTelegram({ given }: { given: NewBatch }) {
  const { say } = useWords();
  const folder = useRef<HTMLInputElement>(null);
  const [found, setFound] = useState<Export | NoExport | null>(null);
  const choose = async (files: Chosen[]) => setFound(await exportIn(files));
  return (
    <div className={styles.form}>
      <p>{say('triage.telegram.what')}</p>
      <div>
        <Button variant={found ? 'default' : 'filled'} onClick={() => folder.current?.click()}>
          {say('upload.chooseFolder')}
        </Button>
        <input
          ref={folder}
          type="file"
          multiple
          hidden
          webkitdirectory=""
          aria-label={say('upload.chooseFolder')}
          onChange={(event) => {
            const files = fromInput(event.currentTarget.files);
            event.currentTarget.value = '';
            if (files.length > 0) void choose(files);
          }}
        />
      </div>
      {typeof found === 'string' && <p role="alert">{say(`triage.telegram.${found}`)}</p>}
      {found !== null && typeof found !== 'string' && <Found key={found.files.size} found={found} given={given} />}
    </div>
  );
}

function Found({ found, given }: { found: Export; given: NewBatch }) {
  const { say } = useWords();
  const [summary] = useState(() => summaryOf(found));
  const [batch, setBatch] = useState<string | null>(null);
  const [done, setDone] = useState(0);
  const total = found.chats.reduce((sum, { messages }) => sum + messages.length, 0);
  const taking = useMutation({
    async mutationFn() {
      const made = batch ?? (await makeBatch({ ...given, batchKind: 'telegram' })).id;
      setBatch(made);
      const { compartment, reason } = given;
      return sendExport(found, {
        compartment,
        take: (chat, messages, files) => takeMessages(made, { chat, messages, files, reason }),
        onProgress: setDone,
      });
    },
  });
  return (
    <>
      <dl className={styles.counts}>
        <dt>{say('triage.telegram.messages')}</dt>
        <dd>{summary.messages}</dd>
        <dt>{say('triage.telegram.files')}</dt>
        <dd>{summary.files}</dd>
        <dt>{say('triage.telegram.missing')}</dt>
        <dd>{summary.missing.length}</dd>
        <dt>{say('triage.telegram.leftOut')}</dt>
        <dd>{summary.leftOut}</dd>
        <dt>{say('triage.telegram.faults')}</dt>
        <dd>{summary.faults.length}</dd>
        <dt>{say('triage.telegram.unnamed')}</dt>
        <dd>{summary.unnamed}</dd>
      </dl>
      <Details missing={summary.missing} faults={summary.faults} />
      {taking.error && <Trouble error={taking.error} />}
      {!taking.data && (
        <div>
          <Button
            variant="filled"
            disabled={given.title === '' || summary.messages === 0}
            loading={taking.isPending}
            onClick={() => taking.mutate()}
          >
            {say('triage.makeOfTelegram', { n: summary.messages })}
          </Button>
        </div>
      )}
      {taking.isPending && (
        <output>
          {say('triage.telegram.progress', { n: done, total })} <progress value={done} max={total} />
        </output>
      )}
      {taking.data && <Outcome taken={taking.data} />}
      {taking.data && batch && <Ready batch={batch} />}
    </>
  );
}

function Details({ missing, faults }: Pick<ReturnType<typeof summaryOf>, 'missing' | 'faults'>) {
  const { say } = useWords();
  if (missing.length + faults.length === 0) return null;
  return (
    <details>
      <summary>{say('triage.telegram.details')}</summary>
      <ul className={styles.list}>
        {missing.map((path) => (
          <li key={path}>{say('triage.telegram.missingFile', { path })}</li>
        ))}
        {faults.map(({ message, part, problem }) => (
          <li key={`${message} ${part} ${problem}`}>
            {say('triage.telegram.fault', { message: String(message), part: part || '–' })}{' '}
            {say(`triage.telegram.problem.${problem}`)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Outcome({ taken }: { taken: TelegramTaken }) {
  const { say } = useWords();
  const items = new Set(taken.items.map(({ item }) => item));
  const already = taken.items.filter((each) => each.already).length;
  return (
    <p role="status">
      {say('triage.telegram.taken', { n: items.size })}
      {already > 0 && ` ${say('triage.telegram.already', { n: already })}`}
    </p>
  );
}
