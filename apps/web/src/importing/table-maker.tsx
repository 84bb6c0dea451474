import type { TableMapping } from '@cairn/model';
import { useState } from 'react';
import { useWords } from '../words/words.ts';
import { ColumnList } from './column-list.tsx';
import { FileForm } from './file-form.tsx';
import { MappingShelf } from './mapping-shelf.tsx';
import styles from './page.module.css';
import { begin } from './questions.ts';
import { Run } from './run.tsx';
import type { Preview, Sent } from './shapes.ts';
import { Tried } from './tried.tsx';

/** A table gets its mapping: how it is read, what its columns become, a look at the first rows, then the import. */
export function TableMaker({ sent }: { sent: Sent }) {
  const { say } = useWords();
  const [preview, setPreview] = useState<Preview>(sent.preview);
  const [mapping, setMapping] = useState<TableMapping>(() => startOf(sent.preview));
  /** Words of columns that a dry run met and the mapping does not know. */
  const [unknown, setUnknown] = useState<Readonly<Record<string, readonly string[]>>>({});

  function reread(next: Preview) {
    setPreview(next);
    const known = new Set(next.columns.map(({ name }) => name));
    const fits = preview.columns.every(({ name }) => known.has(name));
    setMapping(fits ? { ...mapping, file: next.file } : startOf(next));
  }
  return (
    <>
      <MappingShelf sent={sent} mapping={mapping} onChange={setMapping} />
      <section className={styles.box} aria-labelledby="columns-title">
        <h2 id="columns-title">{say('importing.columns')}</h2>
        <p className={styles.soft}>{say('importing.columnsAbout')}</p>
        <FileForm sent={sent} preview={preview} onRead={reread} />
        <ColumnList preview={preview} mapping={mapping} unknown={unknown} onChange={setMapping} />
      </section>
      <Tried upload={sent.upload} mapping={mapping} />
      <Run
        order={(dryRun) => begin(sent, dryRun, { mapping })}
        resetOn={JSON.stringify(mapping)}
        onFlags={(flags) => {
          const words = flags.filter(({ problem }) => problem.startsWith('category-unknown'));
          const byColumn = Map.groupBy(words, ({ column }) => column);
          setUnknown(
            Object.fromEntries(
              [...byColumn].map(([column, all]) => [column, [...new Set(all.map(({ value }) => value.trim()))]]),
            ),
          );
        }}
      />
    </>
  );
}

function startOf({ guess, file }: Preview): TableMapping {
  const mapping = guess ?? { cairnMapping: 1, name: 'table', title: 'Table', incident: { title: 'column 1' } };
  return { ...mapping, ...(Object.keys(file).length === 0 ? {} : { file }) };
}
