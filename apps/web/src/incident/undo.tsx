import { Button } from '@mantine/core';
import { useState } from 'react';
import { ChangedSince, setFields } from '../edit/bring-back.ts';
import { Glyph } from '../look/glyph.tsx';
import { fieldName } from '../value/field-name.ts';
import { useWords } from '../words/words.ts';
import { useSaved } from './saved.ts';
import { useEditingSession } from './session.tsx';
import styles from './undo.module.css';

/** What was saved just now, and the way back: the former values in a new revision. Nothing of the history goes. */
export function UndoBar() {
  const { say } = useWords();
  const session = useEditingSession();
  const settled = useSaved();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<{ of: unknown; why: 'changed' | 'refused' } | null>(null);
  const saved = session?.saved ?? null;
  // What went wrong with an earlier way back is nothing about this one.
  const why = failed !== null && failed.of === saved ? failed.why : null;
  const fields = Object.keys(saved?.before ?? {}).map((field) => fieldName(field, say));

  async function undo() {
    if (!saved || !session) return;
    setBusy(true);
    try {
      const reason = session.reason || say('facts.reason.undone', { fields: fields.join(', ') });
      const after = await setFields(saved.record, saved.before, reason);
      settled(after, null);
    } catch (error) {
      setFailed({ of: saved, why: error instanceof ChangedSince ? 'changed' : 'refused' });
    }
    setBusy(false);
  }
  return (
    <div className={styles.place}>
      <p role="status" className={saved ? styles.told : 'for-readers'}>
        {saved && say('facts.saved', { fields: fields.join(', ') })}
      </p>
      {saved && (
        <div className={styles.does}>
          {why && (
            <p role="alert" className={styles.trouble}>
              <Glyph name="alarm" /> {say(`facts.undo.${why}`)}
            </p>
          )}
          <Button size="compact-sm" variant="default" loading={busy} onClick={() => void undo()}>
            {say('facts.undo')}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => session?.tell(null)}>
            {say('facts.undo.close')}
          </Button>
        </div>
      )}
    </div>
  );
}
