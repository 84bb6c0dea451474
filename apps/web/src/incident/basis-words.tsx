import type { Provenance } from '@cairn/model';
import type { AnyRecord } from '../api/shapes.ts';
import { RecordName } from '../value/record-name.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './acts.module.css';
import { recordName } from './naming.ts';
import { sourceCodeOf } from './source-code.ts';
import type { Surroundings } from './surroundings.ts';

/** What a claim rests on, source by source. */
export function BasisWords({ basis, known }: { basis: readonly Provenance[]; known: Surroundings }) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const nameOf = (record: AnyRecord) =>
    record.kind === 'statement'
      ? `${sourceCodeOf(record, known, say)} · ${record.reference}`
      : recordName(record, label, language);
  return (
    <ul className={styles.basis}>
      {basis.map((entry) => {
        const id = entry.statementId ?? entry.itemId ?? '';
        const record = known.byId.get(id);
        return (
          <li key={`${id} ${entry.pinpoint}`}>
            {record ? nameOf(record) : <RecordName id={id} />}
            {entry.pinpoint && `, ${entry.pinpoint}`}
          </li>
        );
      })}
    </ul>
  );
}
