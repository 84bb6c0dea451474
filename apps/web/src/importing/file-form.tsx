import { useState } from 'react';
import { Choice, Line } from '../edit/controls.tsx';
import { useWords } from '../words/words.ts';
import { Failure } from './failure.tsx';
import styles from './page.module.css';
import { preview as look } from './questions.ts';
import type { FileForm as Form, Preview, Sent } from './shapes.ts';

const ENCODINGS = ['utf-8', 'windows-1251', 'utf-16le', 'koi8-u', 'iso-8859-1'];

/** How the file itself is read: sheet, header, separator, encoding. Guessed; folded away until somebody disagrees. */
export function FileForm({ sent, preview, onRead }: { sent: Sent; preview: Preview; onRead: (next: Preview) => void }) {
  const { say } = useWords();
  const [error, setError] = useState<unknown>(null);
  const { file, sheets } = preview;
  const separators = [
    { value: ',', label: say('importing.separator.comma') },
    { value: ';', label: say('importing.separator.semicolon') },
    { value: '\t', label: say('importing.separator.tab') },
    { value: '|', label: '|' },
  ];

  async function read(change: Partial<Form>) {
    setError(null);
    try {
      onRead(await look(sent.upload, sent.name, { ...file, ...change }));
    } catch (caught) {
      setError(caught);
    }
  }
  return (
    <details className={styles.details}>
      <summary>{say('importing.howRead')}</summary>
      <div className={styles.fields}>
        {sheets.length > 0 ? (
          <Choice
            label={say('importing.sheet')}
            options={sheets.map(({ name, rows }, at) => ({ value: String(at + 1), label: `${name} (${rows})` }))}
            value={
              typeof file.sheet === 'string'
                ? String(sheets.findIndex(({ name }) => name === file.sheet) + 1)
                : String(file.sheet ?? 1)
            }
            onChange={(value) => void read({ sheet: Number(value) })}
          />
        ) : (
          <>
            <Choice
              label={say('importing.separator')}
              options={separators}
              value={file.separator ?? ','}
              onChange={(value) => void read({ separator: value as ',' })}
            />
            <Choice
              label={say('importing.encoding')}
              options={ENCODINGS.map((each) => ({ value: each, label: each }))}
              value={file.encoding ?? 'utf-8'}
              onChange={(encoding) => void read({ encoding })}
            />
          </>
        )}
        <Line
          label={say('importing.header')}
          help={say('importing.headerHelp')}
          inputMode="decimal"
          value={String(file.header ?? 1)}
          onChange={(value) => {
            const header = Number(value);
            if (Number.isInteger(header) && header > 0 && header < 1000) void read({ header });
          }}
        />
      </div>
      <Failure error={error} />
    </details>
  );
}
