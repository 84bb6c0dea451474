import '../words/importing.ts';
import '../words/records.ts';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { writableBy } from '../edit/rights.ts';
import { useVisit } from '../frame/visit.tsx';
import { Glyph } from '../look/glyph.tsx';
import { useWords } from '../words/words.ts';
import { Book } from './book.tsx';
import { ChooseFile } from './choose-file.tsx';
import { ConflictList } from './conflict-list.tsx';
import { Fixed } from './fixed.tsx';
import styles from './page.module.css';
import type { Sent } from './shapes.ts';
import { TableMaker } from './table-maker.tsx';

const route = getRouteApi('/import');

/** A file of rows becomes incidents: choose it, say what its columns are, look at it dry, let it in. */
export function ImportPage() {
  const { say } = useWords();
  const { who, filter } = useVisit();
  const { batch } = route.useSearch();
  const compartments = writableBy(who);
  const first = compartments.find(({ id }) => id === filter.compartment) ?? compartments[0];
  const [compartment, setCompartment] = useState(first?.id ?? '');
  const [sent, setSent] = useState<Sent | null>(null);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <Link to="/triage" className={styles.back}>
          <Glyph name="back" size={14} /> {say('area.triage')}
        </Link>
        <h1>{say('importing.title')}</h1>
        {!batch && <p className={styles.about}>{say('importing.about')}</p>}
      </header>
      {batch ? (
        <ConflictList batch={batch} />
      ) : compartment === '' ? (
        <p>{say('edit.nowhere')}</p>
      ) : sent ? (
        <Chosen key={sent.upload} sent={sent} onOther={() => setSent(null)} />
      ) : (
        <ChooseFile
          compartments={compartments}
          compartment={compartment}
          onCompartment={setCompartment}
          onSent={setSent}
        />
      )}
    </div>
  );
}

function Chosen({ sent, onOther }: { sent: Sent; onOther: () => void }) {
  const { say } = useWords();
  const [asTable, setAsTable] = useState(false);
  const { is } = sent.preview;
  const what = is === 'table' || (asTable && is !== 'workbook') ? 'table' : is === 'workbook' ? 'workbook' : 'fixed';
  return (
    <>
      <div className={styles.file}>
        <Glyph name="file" />
        <strong>{sent.name}</strong>
        <button type="button" className={styles.plain} onClick={onOther}>
          {say('importing.otherFile')}
        </button>
      </div>
      {what === 'workbook' && <Book sent={sent} />}
      {what === 'fixed' && <Fixed sent={sent} onTable={sent.preview.guess ? () => setAsTable(true) : null} />}
      {what === 'table' && <TableMaker sent={sent} />}
    </>
  );
}
