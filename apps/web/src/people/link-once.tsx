import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Glyph } from '../look/glyph.tsx';
import { Moment } from '../panel/moment.tsx';
import { useWords } from '../words/words.ts';
import styles from './form.module.css';
import type { Link } from './shapes.ts';

interface Props extends Link {
  name: string;
  onDone: () => void;
}

/** Whether a link leads to the machine itself, as it does while Cairn has no address under which others reach it. */
function opensHereOnly(link: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(link).hostname);
}

/** A link that opens an account, shown this one time: copy, expiry, and how to hand it over. */
export function LinkOnce({ link, expires, name, onDone }: Props) {
  const { say } = useWords();
  const [copied, setCopied] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => heading.current?.focus(), []);

  async function copy() {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(link);
      setCopied(true);
    } catch {
      // Without the right to the clipboard the link stays selected, and the keys for copying work.
      setCopied(false);
    }
  }

  return (
    <section className={styles.once}>
      <h2 ref={heading} tabIndex={-1}>
        {say('people.link.title', { name })}
      </h2>
      <p>{say('people.link.once')}</p>
      {opensHereOnly(link) && (
        <p className={styles.hereOnly}>
          <Glyph name="notice" size={16} /> <span>{say('people.link.here')}</span>
        </p>
      )}
      <div className={styles.link}>
        <input
          ref={field}
          readOnly
          value={link}
          aria-label={say('people.link')}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button size="sm" onClick={() => void copy()}>
          {say('people.link.copy')}
        </Button>
      </div>
      <output className={styles.copied}>{copied && say('people.link.copied')}</output>
      <p className={styles.expires}>
        {say('people.link.until')} <Moment at={expires} />
      </p>
      <p>{say('people.link.hand')}</p>
      <Button size="sm" variant="default" className={styles.opener} onClick={onDone}>
        {say('people.link.done')}
      </Button>
    </section>
  );
}
