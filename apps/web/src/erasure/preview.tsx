import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Glyph } from '../look/glyph.tsx';
import { Moment } from '../panel/moment.tsx';
import { fieldName } from '../value/field-name.ts';
import { useWords, type WordId } from '../words/words.ts';
import { type GatheredRecord, gather, inRanges } from './gather.ts';
import styles from './preview.module.css';
import type { Backup, Place, Preview } from './shapes.ts';

/**
 * Everything that an erasure takes, leaves, and does not reach: place by place, in words, never the value.
 *
 * @param searched whether a value was looked for, which may stand where the reader may not look
 */
export function PreviewOf({ preview, searched = false }: { preview: Preview; searched?: boolean }) {
  const { say } = useWords();
  const records = gather(preview.places);
  return (
    <div className={styles.preview}>
      <p className={styles.sum}>
        {say('erasure.sum', { n: preview.places.length, records: records.length })}{' '}
        {preview.files.length > 0 && say('erasure.sum.files', { n: preview.files.length })}
      </p>
      <Warnings preview={preview} searched={searched} />
      <Records records={records} />
      {preview.files.length > 0 && (
        <Part title={say('erasure.files')}>
          <ul className={styles.lines}>
            {preview.files.map(({ reference, name, bytes }) => (
              <li key={`${reference} ${name}`}>
                <b>{name}</b> · {reference} · {say('items.bytes', { n: bytes })}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {preview.derived.length > 0 && (
        <Part title={say('erasure.derived')}>
          <p>{say('erasure.derived.meaning', { n: preview.derived.reduce((sum, { rows }) => sum + rows, 0) })}</p>
        </Part>
      )}
      <Backups backups={preview.backups} />
      <Beyond beyond={preview.beyond} />
    </div>
  );
}

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** What stands in the way, or stays behind although it holds the value. */
function Warnings({ preview: { fixed, unseen, complete }, searched }: { preview: Preview; searched: boolean }) {
  const { say } = useWords();
  return (
    <>
      {unseen.length > 0 && (
        <p className={styles.warning} data-mood="alarm">
          <Glyph name="alarm" />
          <span>{say('erasure.unseen')}</span>
        </p>
      )}
      {searched && !complete && (
        <p className={styles.warning} data-mood="notice">
          <Glyph name="notice" />
          <span>{say('erasure.incomplete')}</span>
        </p>
      )}
      {fixed.length > 0 && (
        <div className={styles.warning} data-mood="alarm">
          <Glyph name="alarm" />
          <div>
            <p>{say('erasure.fixed')}</p>
            <ul>
              {gather(fixed as Place[]).map((record) => (
                <li key={record.record}>
                  {record.reference}: {record.fields.map(({ claim }) => claim.replace(/^body\./, '')).join(', ')}
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </>
  );
}

const KINDS: Record<string, WordId> = {
  incident: 'erasure.kind.incident',
  act: 'erasure.kind.act',
  actor: 'erasure.kind.actor',
  link: 'erasure.kind.link',
  item: 'erasure.kind.item',
  statement: 'erasure.kind.statement',
};

/** The records of an erasure, each with its fields and the revisions in which they go. */
export function Records({ records }: { records: readonly GatheredRecord[] }) {
  const { say } = useWords();
  return (
    <ul className={styles.records}>
      {records.map(({ record, reference, kind, fields }) => (
        <li key={record}>
          <p className={styles.name}>
            {kind === 'incident' ? (
              <Link to="/incidents/$id" params={{ id: record }}>
                {reference}
              </Link>
            ) : (
              <b>{reference}</b>
            )}{' '}
            {KINDS[kind] ? say(KINDS[kind]) : kind}
          </p>
          <ul className={styles.fields}>
            {fields.map(({ claim, revisions, current, byValue, byFile }) => (
              <li key={claim}>
                <b>{fieldName(claim.replace(/^body\./, ''), say)}</b>{' '}
                <span>{say('erasure.revisions', { n: revisions.length, revisions: inRanges(revisions) })}</span>
                {current && <span> · {say('erasure.current')}</span>}
                {byValue && <span> · {say('erasure.byValue')}</span>}
                {byFile && <span> · {say('erasure.byFile')}</span>}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

/** Backups that hold it, and until when. */
export function Backups({ backups }: { backups: readonly Backup[] }) {
  const { say } = useWords();
  return (
    <Part title={say('erasure.backups')}>
      <p>{say(backups.length > 0 ? 'erasure.backups.hold' : 'erasure.backups.none')}</p>
      {backups.length > 0 && (
        <ul className={styles.lines}>
          {backups.map(({ id, name, encrypted, expires }) => (
            <li key={id}>
              <b>{name}</b> · {say(encrypted ? 'erasure.backup.encrypted' : 'erasure.backup.plain')} ·{' '}
              {say('erasure.backup.until')} <Moment at={expires} />
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

const BEYOND: Record<string, WordId> = {
  proofs: 'erasure.beyond.proofs',
  exports: 'erasure.beyond.exports',
  people: 'erasure.beyond.people',
  'backups-elsewhere': 'erasure.beyond.backups-elsewhere',
  disk: 'erasure.beyond.disk',
  'packed-files': 'erasure.beyond.packed-files',
  'import-again': 'erasure.beyond.import-again',
  digests: 'erasure.beyond.digests',
  uploads: 'erasure.beyond.uploads',
};

function Beyond({ beyond }: { beyond: readonly string[] }) {
  const { say } = useWords();
  if (beyond.length === 0) return null;
  return (
    <Part title={say('erasure.beyond')}>
      <ul className={styles.beyond}>
        {beyond.map((each) => (
          <li key={each}>{BEYOND[each] ? say(BEYOND[each]) : each}</li>
        ))}
      </ul>
    </Part>
  );
}
