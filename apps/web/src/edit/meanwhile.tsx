import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { revisions } from '../api/questions.ts';
import type { AnyRecord } from '../api/shapes.ts';
import { Glyph } from '../look/glyph.tsx';
import { useAuthor } from '../panel/author.ts';
import { Moment } from '../panel/moment.tsx';
import { useWords } from '../words/words.ts';
import type { Draft } from './drafts.ts';
import styles from './notices.module.css';

interface Props {
  record: AnyRecord;
  draft: Draft;
  onTakeIn: (current: AnyRecord) => void;
}

/** Someone else saved a change while this one is being written. Nothing is taken from under the hand. */
export function ChangedMeanwhile({ record, draft, onTakeIn }: Props) {
  const { say } = useWords();
  const author = useAuthor();
  const newer = record.revision > draft.base.revision;
  const { data } = useQuery({ ...revisions(record.id), enabled: newer });
  const last = data?.find(({ revision }) => revision === record.revision);
  return (
    <output className={styles.place}>
      {newer && (
        <span className={styles.notice}>
          <Glyph name="notice" />
          <span>
            {last ? say('edit.meanwhileBy', { who: author(last.author) }) : say('edit.meanwhile')}{' '}
            {last && <Moment at={last.at} />}
          </span>
          <Button size="compact-sm" variant="default" onClick={() => onTakeIn(record)}>
            {say('edit.takeIn')}
          </Button>
        </span>
      )}
    </output>
  );
}

/** What was typed before is back. */
export function Restored({ onDiscard }: { onDiscard: () => void }) {
  const { say } = useWords();
  return (
    <p className={styles.notice}>
      <Glyph name="notice" />
      <span>{say('edit.restored')}</span>
      <Button size="compact-sm" variant="default" onClick={onDiscard}>
        {say('edit.discard')}
      </Button>
    </p>
  );
}
