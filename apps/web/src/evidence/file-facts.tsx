import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Item } from '../api/shapes.ts';
import { Dialog } from '../look/dialog.tsx';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useWords } from '../words/words.ts';
import styles from './file-facts.module.css';
import { plainName, sizeWords } from './measures.ts';
import { Facts, Part } from './part.tsx';
import { askForLinks } from './questions.ts';
import { typeOf } from './uses.ts';

/** The file itself: what it is called, how large it is, its digest, and the way out of here. */
export function FileFacts({ item }: { item: Item }) {
  const { say, language } = useWords();
  const [asking, setAsking] = useState(false);
  const { file } = item.body;
  if (!file) return null;
  const type = typeOf(item);
  return (
    <Part
      title={say('field.file')}
      action={
        <Button size="sm" variant="default" leftSection={<Glyph name="download" />} onClick={() => setAsking(true)}>
          {say('evidence.download')}
        </Button>
      }
    >
      <Facts
        facts={[
          ...(file.name ? [{ name: say('part.name'), value: plainName(file.name) }] : []),
          {
            name: say('part.bytes'),
            value:
              file.bytes < 1_000
                ? sizeWords(file.bytes, language)
                : `${sizeWords(file.bytes, language)} (${file.bytes.toLocaleString(language)})`,
          },
          ...(type ? [{ name: say('part.mediaType'), value: type }] : []),
          { name: 'SHA-256', value: <code>{file.sha256}</code> },
        ]}
      />
      {asking && <AskDownload item={item} onLeave={() => setAsking(false)} />}
    </Part>
  );
}

/** Says what it means that a file leaves the machine, before it does. */
function AskDownload({ item, onLeave }: { item: Item; onLeave: () => void }) {
  const { say } = useWords();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function fetchIt() {
    setBusy(true);
    setError(null);
    try {
      const { links } = await askForLinks([{ item: item.id, as: 'download' }]);
      const link = document.createElement('a');
      link.href = links[0]?.url ?? '';
      link.download = item.body.file?.name ?? item.reference;
      link.rel = 'noreferrer';
      link.click();
      onLeave();
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  }

  return (
    <Dialog title={say('evidence.download.title')} onLeave={onLeave}>
      <p>{say('evidence.download.what')}</p>
      {error !== null && <Trouble error={error} />}
      <div className={styles.does}>
        <Button variant="filled" loading={busy} onClick={() => void fetchIt()}>
          {say('evidence.download')}
        </Button>
        <Button variant="default" onClick={onLeave}>
          {say('evidence.leave')}
        </Button>
      </div>
    </Dialog>
  );
}
