import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { VocabularyCode } from '../api/shapes.ts';
import { useWords } from '../words/words.ts';
import styles from './definition.module.css';
import { vocabulariesIn } from './own-fields.ts';
import { useWrittenIn } from './written-in.ts';

/** What a term means and by which rule it is chosen, folded behind a small sign beside the field. */
export function Meaning({ name, definition, rule }: { name: string; definition?: string; rule?: string }) {
  const { say } = useWords();
  const [open, setOpen] = useState(false);
  if (!definition && !rule) return null;
  return (
    <div className={styles.meaning}>
      <button
        type="button"
        className={styles.sign}
        aria-expanded={open}
        aria-label={say('facts.meaningOf', { name })}
        onClick={() => setOpen(!open)}
      >
        <span aria-hidden="true">i</span>
      </button>
      {open && (
        <div className={styles.words}>
          {definition && <p>{definition}</p>}
          {rule && (
            <p>
              <b>{say('facts.rule')}</b> {rule}
            </p>
          )}
        </div>
      )}
    </div>
  );
}

/** The meaning of a code, once one is chosen. */
export function TermMeaning({ scheme, code }: { scheme: string; code: string | undefined }) {
  const { language } = useWords();
  const { compartment } = useWrittenIn();
  const { data } = useQuery(vocabulariesIn(compartment));
  const term = data?.find((each) => each.scheme === scheme)?.codes.find((each) => each.code === code);
  if (!term) return null;
  const { label, definition, rule } = term as VocabularyCode & { rule?: Record<'en' | 'uk', string> };
  return (
    <Meaning
      name={label[language]}
      {...(definition ? { definition: definition[language] } : {})}
      {...(rule ? { rule: rule[language] } : {})}
    />
  );
}
