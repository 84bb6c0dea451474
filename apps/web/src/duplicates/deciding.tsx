import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Long } from '../edit/controls.tsx';
import form from '../evidence/small-form.module.css';
import { Dialog } from '../look/dialog.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './deciding.module.css';
import { decide } from './questions.ts';
import { reasonWords } from './reason-words.ts';
import type { Pair, Side } from './shapes.ts';

/** A decision that was just made, so that it can be taken back at once. */
export interface Made {
  link: string;
  pair: Pair;
  as: 'same' | 'different';
}

interface Props {
  pair: Pair;
  as: 'same' | 'different';
  onMade: (made: Made) => void;
  onLeave: () => void;
}

const UNWORKED: ReadonlySet<string> = new Set(['', 'new', 'triage', 'duplicate']);

/** The one on which more work was done, else the one that was there first. */
function firstMain({ a, b }: Pair): string {
  const worked = ({ body }: Side) => !UNWORKED.has(body.status ?? '');
  if (worked(a) !== worked(b)) return worked(a) ? a.id : b.id;
  return a.reference <= b.reference ? a.id : b.id;
}

/** Asks for what a decision needs: which record speaks for both, and why. What was compared stands there already. */
export function Deciding({ pair, as, onMade, onLeave }: Props) {
  const { say } = useWords();
  const label = useVocabulary();
  const { a, b, reasons: compared } = pair;
  const [main, setMain] = useState(() => firstMain(pair));
  const [reasons, setReasons] = useState(() => `${compared.map((each) => reasonWords(each, say, label)).join('; ')}.`);
  const saving = useMutation({
    mutationFn: () => decide({ a: a.id, b: b.id, as, reasons: reasons.trim(), ...(as === 'same' ? { main } : {}) }),
    onSuccess: ({ id }) => onMade({ link: id, pair, as }),
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (reasons.trim() && !saving.isPending) saving.mutate();
  }
  return (
    <Dialog title={say(as === 'same' ? 'duplicates.sameTitle' : 'duplicates.differentTitle')} onLeave={onLeave}>
      <form className={styles.form} onSubmit={submit}>
        {as === 'same' && a.kind === 'incident' && <MainChoice pair={pair} main={main} onMain={setMain} />}
        <Long
          label={say('duplicates.reasons')}
          help={say('duplicates.reasonsHelp')}
          value={reasons}
          onChange={setReasons}
        />
        {saving.error && <Trouble error={saving.error} />}
        <div className={form.does}>
          <Button type="submit" size="sm" loading={saving.isPending} disabled={!reasons.trim()}>
            {say(as === 'same' ? 'duplicates.saveSame' : 'duplicates.saveDifferent')}
          </Button>
          <Button type="button" size="sm" variant="default" onClick={onLeave}>
            {say('duplicates.leave')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function MainChoice({ pair: { a, b }, main, onMain }: { pair: Pair; main: string; onMain: (id: string) => void }) {
  const { say } = useWords();
  const name = useId();
  return (
    <fieldset className={`${form.choices} ${styles.mains}`}>
      <legend>{say('duplicates.main')}</legend>
      <p className={form.help}>{say('duplicates.mainHelp')}</p>
      {[a, b].map(({ id, reference, body }) => (
        <label key={id}>
          <input
            type="radio"
            name={name}
            checked={main === id}
            onChange={() => onMain(id)}
            {...(main === id ? { 'data-first': true } : {})}
          />
          <span>
            {reference} · {body.title ?? body.names?.[0]?.text ?? ''}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
