import { Button } from '@mantine/core';
import { type DragEvent, useRef, useState } from 'react';
import { useWords } from '../words/words.ts';
import styles from './add-page.module.css';
import { type Chosen, fromDrop, fromInput } from './folders.ts';

interface Props {
  onChosen: (files: Chosen[]) => void;
  /** Nothing was chosen yet: there is room to say what happens. */
  first: boolean;
}

/** Where files and folders are dropped, and the buttons for those who choose them. */
export function DropZone({ onChosen, first }: Props) {
  const { say } = useWords();
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    void fromDrop(event.dataTransfer).then((found) => {
      if (found.length > 0) onChosen(found);
    });
  }
  const take = (input: HTMLInputElement) => {
    const found = fromInput(input.files);
    // The same files can be chosen once more.
    input.value = '';
    if (found.length > 0) onChosen(found);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would have the browser's own frame; the buttons stand inside.
    <div
      role="group"
      aria-label={say('upload.zone')}
      className={styles.drop}
      data-over={over}
      data-first={first}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p>{say('upload.drop')}</p>
      <div className={styles.does}>
        <Button size="sm" variant={first ? 'filled' : 'default'} onClick={() => files.current?.click()}>
          {say('upload.chooseFiles')}
        </Button>
        <Button size="sm" variant="default" onClick={() => folder.current?.click()}>
          {say('upload.chooseFolder')}
        </Button>
      </div>
      {first && <p className={styles.small}>{say('upload.what')}</p>}
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label={say('upload.chooseFiles')}
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={folder}
        type="file"
        multiple
        hidden
        webkitdirectory=""
        aria-label={say('upload.chooseFolder')}
        onChange={(event) => take(event.currentTarget)}
      />
    </div>
  );
}
