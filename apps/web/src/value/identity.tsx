import { useState } from 'react';
import type { Identity } from '../api/shapes.ts';
import { Glyph } from '../look/glyph.tsx';
import { useWords } from '../words/words.ts';
import styles from './identity.module.css';

/** Says who reads what stands below it. */
export function IdentityMark() {
  const { say } = useWords();
  return (
    <p className={styles.mark}>
      <Glyph name="lock" size={14} />
      {say('identity.mark')}
    </p>
  );
}

/** What identifies a person, line by line. */
export function IdentityLines({ identity }: { identity: Identity }) {
  const { say } = useWords();
  const { names = [], contacts = [], birth, documents = [] } = identity;
  const born = [birth?.date, birth?.place].filter(Boolean).join(', ');
  const lines: [string, string[]][] = [
    [say('identity.names'), names.map(({ text }) => text)],
    [say('identity.contacts'), contacts.map(({ kind, value }) => `${kind}: ${value}`)],
    [say('identity.birth'), born ? [born] : []],
    [
      say('identity.documents'),
      documents.map(({ kind, number, issuer }) => [`${kind} ${number}`, issuer].filter(Boolean).join(', ')),
    ],
  ];
  return (
    <dl className={styles.lines}>
      {lines
        .filter(([, values]) => values.length > 0)
        .map(([name, values]) => (
          <div key={name}>
            <dt>{name}</dt>
            {values.map((value) => (
              <dd key={value}>{value}</dd>
            ))}
          </div>
        ))}
    </dl>
  );
}

/** An identity within a difference: covered, for someone may look over a shoulder. */
export function CoveredIdentity({ identity }: { identity: Identity }) {
  const { say } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <span className={styles.covered}>
      <IdentityMark />
      {open ? (
        <IdentityLines identity={identity} />
      ) : (
        <button type="button" className={styles.show} onClick={() => setOpen(true)}>
          {say('identity.show')}
        </button>
      )}
    </span>
  );
}
