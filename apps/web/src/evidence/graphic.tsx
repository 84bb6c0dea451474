import { Button } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import type { Item } from '../api/shapes.ts';
import { Line } from '../edit/controls.tsx';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { useAmend } from './amend.ts';
import styles from './small-form.module.css';

const JUDGEMENTS = ['graphic', 'not-graphic'] as const;
type Judgement = (typeof JUDGEMENTS)[number];

const isJudged = (code: string | undefined): code is Judgement => JUDGEMENTS.some((each) => each === code);

/** Whether a person judged the content to be graphic, and the way to say so. */
export function Graphic({ item, mayEdit }: { item: Item; mayEdit: boolean }) {
  const { say } = useWords();
  const [open, setOpen] = useState(false);
  const { graphic, file } = item.body;
  if (!file) return null;
  return (
    <div className={styles.line}>
      <p>
        <Glyph name={graphic === 'not-graphic' ? 'calm' : 'notice'} size={14} />{' '}
        {say(isJudged(graphic) ? `graphic.${graphic}` : 'graphic.unjudged')}
      </p>
      {mayEdit && !open && (
        <button type="button" className={styles.quiet} onClick={() => setOpen(true)}>
          {say(graphic === undefined ? 'graphic.judge' : 'graphic.judgeAgain')}
        </button>
      )}
      {open && <Judge item={item} onDone={() => setOpen(false)} />}
    </div>
  );
}

function Judge({ item, onDone }: { item: Item; onDone: () => void }) {
  const { say } = useWords();
  const label = useVocabulary();
  const name = useId();
  const [judged, setJudged] = useState(item.body.graphic ?? '');
  const [reason, setReason] = useState('');
  const save = useAmend(item);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (save.isPending || judged === '' || reason.trim() === '') return;
    save.mutate({ change: () => ({ graphic: judged }), reason: reason.trim() }, { onSuccess: onDone });
  }
  return (
    <form className={styles.form} onSubmit={submit} aria-label={say('graphic.judge')}>
      <fieldset className={styles.choices}>
        <legend>{say('graphic.question')}</legend>
        {JUDGEMENTS.map((code) => (
          <label key={code}>
            <input type="radio" name={name} value={code} checked={judged === code} onChange={() => setJudged(code)} />
            {label('graphic', code)}
          </label>
        ))}
      </fieldset>
      <Line label={say('edit.reason')} value={reason} maxLength={2000} required onChange={setReason} />
      {save.error && <Trouble error={save.error} />}
      <div className={styles.does}>
        <Button
          type="submit"
          size="sm"
          variant="default"
          loading={save.isPending}
          disabled={judged === '' || !reason.trim()}
        >
          {say('edit.save')}
        </Button>
        <Button type="button" size="sm" variant="subtle" onClick={onDone}>
          {say('evidence.leave')}
        </Button>
      </div>
    </form>
  );
}
