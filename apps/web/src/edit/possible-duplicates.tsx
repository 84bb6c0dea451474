import { Button } from '@mantine/core';
import { useState } from 'react';
import { post, Refused } from '../api/client.ts';
import { Glyph } from '../look/glyph.tsx';
import { useWords, type WordId } from '../words/words.ts';
import type { Body } from './merge.ts';
import styles from './possible-duplicates.module.css';

/** A record that may mean the same as the one that is being entered, and why it may. */
export interface PossibleDuplicate {
  id: string;
  reference: string;
  title?: string;
  /** What is alike, and how much of it: 0 where it differs, 1 where it is the same. */
  reasons: { of: string; value?: number }[];
}

/** What an instance that compares nothing answers is that it found nothing. What identifies a person is never compared. */
async function ask(kind: string, compartment: string, body: Body): Promise<PossibleDuplicate[]> {
  const { identity: _never, ...compared } = body;
  try {
    const given = { kind, compartment, body: compared };
    return (await post<{ candidates: PossibleDuplicate[] }>('/api/v1/duplicates/check', given)).candidates;
  } catch (error) {
    if (error instanceof Refused && error.status !== 401) return [];
    throw error;
  }
}

export interface DuplicateCheck {
  found: readonly PossibleDuplicate[];
  /** Whether saving may go on: nothing alike was found, or the person has seen what was. */
  clears: (kind: string, compartment: string, body: Body) => Promise<boolean>;
  forget: () => void;
}

/** Asks once, before a new record is saved, whether it stands here already. */
export function useDuplicateCheck(): DuplicateCheck {
  const [found, setFound] = useState<readonly PossibleDuplicate[]>([]);
  const [seen, setSeen] = useState(new Set<string>());
  return {
    found,
    async clears(kind, compartment, body) {
      const candidates = (await ask(kind, compartment, body)).filter(({ id }) => !seen.has(id));
      setFound(candidates);
      setSeen(new Set([...seen, ...candidates.map(({ id }) => id)]));
      return candidates.length === 0;
    },
    forget: () => setFound([]),
  };
}

const WHY: Readonly<Record<string, WordId>> = {
  text: 'facts.alike.text',
  time: 'facts.alike.time',
  place: 'facts.alike.place',
  name: 'facts.alike.name',
  code: 'facts.alike.code',
  external: 'facts.alike.external',
  file: 'facts.alike.file',
  type: 'facts.alike.type',
};

interface Props {
  found: readonly PossibleDuplicate[];
  /** Takes one of them instead; without it each opens in a page of its own. */
  onTake?: (id: string) => void;
}

/** What may be the same, with why, before anything is saved. Whether it is, a person decides. */
export function PossibleDuplicates({ found, onTake }: Props) {
  const { say } = useWords();
  if (found.length === 0) return null;
  return (
    <section className={styles.found} role="alert" aria-label={say('facts.alike')}>
      <p className={styles.head}>
        <Glyph name="notice" /> {say('facts.alike.help')}
      </p>
      <ul>
        {found.map(({ id, reference, title, reasons }) => (
          <li key={id} className={styles.one}>
            <span>
              {title || reference} {title && <span className={styles.soft}>{reference}</span>}
            </span>
            <span className={styles.soft}>
              {reasons
                .filter(({ value = 1 }) => value > 0)
                .map(({ of }) => (WHY[of] ? say(WHY[of]) : of))
                .join(' · ')}
            </span>
            {onTake ? (
              <Button size="compact-sm" variant="default" onClick={() => onTake(id)}>
                {say('facts.alike.take')}
              </Button>
            ) : (
              // In a tab of its own: what is being written here stays.
              <a href={`/incidents/${id}`} target="_blank" rel="noreferrer">
                {say('facts.alike.open')}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
