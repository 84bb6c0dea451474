import type { Level } from '@cairn/model';
import { type FormEvent, useState } from 'react';
import { type FieldProblem, Refused } from '../api/client.ts';
import type { Conclusion, Incident } from '../api/shapes.ts';
import { BasisField } from '../edit/basis-field.tsx';
import { type BasisRow, basisCodec } from '../edit/basis-form.ts';
import { ChangedSince, setFields } from '../edit/bring-back.ts';
import { Choice, Line, Long } from '../edit/controls.tsx';
import { problemsAt } from '../edit/problems.ts';
import { WrittenInContext } from '../edit/written-in.ts';
import { useVisit } from '../frame/visit.tsx';
import { Glyph } from '../look/glyph.tsx';
import { useAuthor } from '../panel/author.ts';
import { fieldName } from '../value/field-name.ts';
import { LevelBlocks } from '../value/level.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { BasisWords } from './basis-words.tsx';
import styles from './conclusion.module.css';
import { FormEnd } from './form-end.tsx';
import { useSaved } from './saved.ts';
import { alongWith, isReviewed, useEditingSession } from './session.tsx';
import type { Surroundings } from './surroundings.ts';

interface Props {
  incident: Incident;
  known: Surroundings;
  field: string;
}

/** What the team concludes on one field, in its own words and its own name; apart from what sources say. */
export function ConclusionOf({ incident, known, field }: Props) {
  const { say } = useWords();
  const author = useAuthor();
  const session = useEditingSession();
  const [open, setOpen] = useState(false);
  const conclusion = incident.body.conclusions?.find((each) => each.field === field);
  return (
    <section className={styles.conclusion} aria-label={say('facts.concludes')}>
      <h3>{say('facts.concludes')}</h3>
      {conclusion && !open && (
        <>
          <p className={styles.text}>{conclusion.text}</p>
          {conclusion.level !== undefined && <LevelBlocks body={{ level: conclusion.level }} />}
          <p className={styles.by}>{say('facts.concludedBy', { who: author(conclusion.by) })}</p>
          {conclusion.basis?.length ? (
            <div className={styles.by}>
              {say('act.basis')}: <BasisWords basis={conclusion.basis} known={known} />
            </div>
          ) : null}
        </>
      )}
      {!conclusion && !open && <p className={styles.by}>{say('facts.noConclusion')}</p>}
      {session?.mayEdit && !open && (
        <button type="button" className={styles.quiet} onClick={() => setOpen(true)}>
          {say(conclusion ? 'facts.changeConclusion' : 'facts.conclude')}
        </button>
      )}
      {open && <Concluding incident={incident} field={field} conclusion={conclusion} onDone={() => setOpen(false)} />}
    </section>
  );
}

interface ConcludingProps {
  incident: Incident;
  field: string;
  conclusion: Conclusion | undefined;
  onDone: () => void;
}

function Concluding({ incident, field, conclusion, onDone }: ConcludingProps) {
  const { say } = useWords();
  const label = useVocabulary();
  const { who } = useVisit();
  const session = useEditingSession();
  const settled = useSaved();
  const [text, setText] = useState(conclusion?.text ?? '');
  const [level, setLevel] = useState(String(conclusion?.level ?? ''));
  const [basis, setBasis] = useState<BasisRow[]>(() => basisCodec.toForm(conclusion?.basis));
  const [reason, setReason] = useState('');
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [state, setState] = useState<'idle' | 'busy' | 'changed' | 'refused'>('idle');
  const along = alongWith(incident, ['conclusions'], who.account.id);
  const asks = isReviewed(incident) && session?.reason === '';

  function made(): Conclusion | null {
    if (!text.trim()) return null;
    const rests = basisCodec.toValue(basis, conclusion?.basis).value;
    return {
      field,
      text: text.trim(),
      ...(level ? { level: Number(level) as Level } : {}),
      by: who.account.id,
      ...(rests ? { basis: rests } : {}),
    };
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    const why =
      session?.reason || reason.trim() || (asks ? '' : say('facts.reason.concluded', { field: fieldName(field, say) }));
    if (state === 'busy') return;
    if (!why) return setProblems([{ path: '/reason', code: 'missing-field', message: '' }]);
    setState('busy');
    try {
      const others = (incident.body.conclusions ?? []).filter((each) => each.field !== field);
      const mine = made();
      const conclusions = mine ? [...others, mine] : others;
      const values = { conclusions: conclusions.length > 0 ? conclusions : undefined, ...along };
      const after = await setFields(incident, values, why);
      if (asks) session?.giveReason(why);
      settled(after);
      onDone();
    } catch (error) {
      setState(error instanceof ChangedSince ? 'changed' : 'refused');
      if (error instanceof Refused) setProblems(error.problems);
    }
  }
  return (
    <WrittenInContext
      value={{ compartment: incident.compartment, id: incident.id, kind: 'incident', incident: incident.id }}
    >
      <form className={styles.form} aria-label={say('facts.concludes')} onSubmit={submit} noValidate>
        <Long
          label={say('facts.conclusion.text')}
          help={say('facts.conclusion.help')}
          value={text}
          problems={problemsAt(problems, '/conclusions')}
          onChange={setText}
        />
        <Choice
          label={say('facts.level.which')}
          none={say('edit.notSaid')}
          options={['0', '1', '2', '3'].map((value) => ({ value, label: `${value} · ${label('proof-level', value)}` }))}
          value={level}
          onChange={setLevel}
        />
        <BasisField label={say('act.basis')} form={basis} problems={[]} onChange={setBasis} />
        {(along.status || along.review !== undefined) && (
          <p className={styles.along}>
            <Glyph name="notice" /> {say(along.status ? 'facts.along.reopens' : 'facts.along.readies')}
          </p>
        )}
        {asks && (
          <Line
            label={say('edit.reason')}
            help={say('facts.reasonOnce')}
            value={reason}
            maxLength={2000}
            required
            problems={problemsAt(problems, '/reason')}
            onChange={setReason}
          />
        )}
        <FormEnd save={say('edit.save')} state={state} onLeave={onDone} />
      </form>
    </WrittenInContext>
  );
}
