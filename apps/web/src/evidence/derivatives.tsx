import { Link } from '@tanstack/react-router';
import { Glyph } from '../look/glyph.tsx';
import { bothClocks } from '../time/moment.ts';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './lines.module.css';
import { sizeWords } from './measures.ts';
import { Part } from './part.tsx';
import type { Evidence } from './shapes.ts';

/** What was made from the item, and with what; or what the item itself was made from. */
export function Derivatives({ evidence: { derivatives, parent } }: { evidence: Evidence }) {
  const { say, language } = useWords();
  const label = useVocabulary();
  if (derivatives.length === 0 && !parent) return null;
  return (
    <Part title={say('derivatives')}>
      {parent && (
        <p>
          {say('derivatives.of')}{' '}
          <Link to="/items/$id" params={{ id: parent.item }}>
            {parent.reference}
          </Link>
        </p>
      )}
      <ul className={styles.lines}>
        {derivatives.map((each) => (
          <li key={each.item} className={styles.line}>
            <Glyph name="gear" size={14} />
            <div>
              <p className={styles.what}>
                <Link to="/items/$id" params={{ id: each.item }}>
                  {label('derivative-role', each.role)}
                </Link>
                <span>{each.reference}</span>
                {each.width && each.height && <span>{`${each.width} × ${each.height}`}</span>}
                {each.bytes !== undefined && <span>{sizeWords(each.bytes, language)}</span>}
              </p>
              <p className={styles.by}>
                {say('machine.by', {
                  tool: `${each.tool} ${each.toolVersion}`,
                  at: bothClocks(each.at, language).kyiv,
                })}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Part>
  );
}
