import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { DropZone } from '../evidence/drop-zone.tsx';
import { useQueue } from '../evidence/my-queue.ts';
import { QueueList } from '../evidence/queue-list.tsx';
import { useTakingIn } from '../evidence/taking-in.ts';
import { Trouble } from '../look/trouble.tsx';
import { useWords } from '../words/words.ts';
import styles from './new.module.css';
import { makeBatch, type NewBatch } from './questions.ts';

/** Files and folders: sent as they are chosen, made items of one batch by one button. */
export function FromFiles({ given }: { given: NewBatch }) {
  const { say } = useWords();
  const { queue, entries } = useQueue();
  const taking = useTakingIn(queue, entries);
  const [batch, setBatch] = useState<string | null>(null);
  const { compartment, reason } = given;
  const open = entries.filter(({ state }) => state !== 'recorded');
  const begin = useMutation({
    // One batch for all, also where a list was refused and the button is pressed once more.
    mutationFn: async () => batch ?? (await makeBatch({ ...given, batchKind: 'folder' })).id,
    onSuccess(made) {
      setBatch(made);
      taking.order({ compartment, item: {}, batch: made, reason });
    },
  });
  const done = batch !== null && open.length === 0 && !taking.ordered;
  return (
    <>
      <DropZone onChosen={(files) => queue.add(files, compartment)} first={open.length === 0} />
      {open.length > 0 && <QueueList queue={queue} entries={open} />}
      {(begin.error ?? taking.error) !== null && <Trouble error={begin.error ?? taking.error} />}
      {open.length > 0 && (
        <Button
          className={styles.go}
          variant="filled"
          disabled={given.title === ''}
          loading={begin.isPending || taking.ordered}
          onClick={() => begin.mutate()}
        >
          {say('triage.makeOfFiles', { n: open.length })}
        </Button>
      )}
      {done && <Ready batch={batch} />}
    </>
  );
}

/** The way to the sheet, once something waits there. */
export function Ready({ batch }: { batch: string }) {
  const { say } = useWords();
  return (
    <p className={styles.ready} role="status">
      {say('triage.ready')}{' '}
      <Link to="/triage/$batch" params={{ batch }}>
        {say('triage.toSheet')}
      </Link>
    </p>
  );
}
