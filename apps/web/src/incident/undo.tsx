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
  const [state, setState] = useState<'idle' | 'busy' | 'changed' | 'refused'>('idle');
  const saved = session?.saved ?? null;
  const fields = Object.keys(saved?.before ?? {}).map((field) => fieldName(field, say));

  async function undo() {
    if (!saved || !session) return;
    setState('busy');
    try {
      const reason = session.reason || say('facts.reason.undone', { fields: fields.join(', ') });
      const after = await setFields(saved.record, saved.before, reason);
      settled(after, null);
      setState('idle');
    } catch (error) {
      setState(error instanceof ChangedSince ? 'changed' : 'refused');
    }
  }
  return (
    <div className={styles.place}>
      <p role="status" className={saved ? styles.told : 'for-readers'}>
        {saved && say('facts.saved', { fields: fields.join(', ') })}
      </p>
      {saved && (
        <div className={styles.does}>
          {(state === 'changed' || state === 'refused') && (
            <p role="alert" className={styles.trouble}>
              <Glyph name="alarm" /> {say(state === 'changed' ? 'facts.undo.changed' : 'facts.undo.refused')}
            </p>
          )}
          <Button size="compact-sm" variant="default" loading={state === 'busy'} onClick={() => void undo()}>
            {say('facts.undo')}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              session?.tell(null);
              setState('idle');
            }}
          >
            {say('facts.undo.close')}
          </Button>
        </div>
      )}
    </div>
  );
}
