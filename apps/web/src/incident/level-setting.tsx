import { type Level, SECOND_PERSON_FROM } from '@cairn/model';
import { type FormEvent, useState } from 'react';
import type { Act, Link } from '../api/shapes.ts';
import { ChangedSince, setFields } from '../edit/bring-back.ts';
import { Long } from '../edit/controls.tsx';
import { Meaning, TermMeaning } from '../edit/definition.tsx';
import { useVisit } from '../frame/visit.tsx';
import { Glyph } from '../look/glyph.tsx';
import { useAuthor } from '../panel/author.ts';
import { isWaiting, LevelBlocks } from '../value/level.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords, type WordId } from '../words/words.ts';
import { isCapped } from './assessment.ts';
import { FormEnd } from './form-end.tsx';
import styles from './level-setting.module.css';
import { useSaved } from './saved.ts';
import { useEditingSession } from './session.tsx';
import type { Surroundings } from './surroundings.ts';

/** The levels that are set on an incident's page. Higher ones belong to cases of accountability. */
const HERE: readonly Level[] = [0, 1, 2, 3];

interface Props {
  record: Act | Link;
  known: Surroundings;
  /** What the level is of, for whoever does not see where the button stands. */
  name: string;
}

type Task = 'set' | 'agree' | 'lift' | 'agreeLift';

/** How firmly a claim stands, why, and who decided it; from level 3 up two people do, one after the other. */
export function LevelSetting({ record, known, name }: Props) {
  const { say } = useWords();
  const session = useEditingSession();
  const [task, setTask] = useState<Task | null>(null);
  const capped = isCapped(record, known);
  const tasks = useTasks(record, capped);
  return (
    <div className={styles.setting}>
      <LevelBlocks body={record.body} capped={capped} />
      {capped && <p className={styles.why}>{say('facts.level.capped')}</p>}
      <Reasons record={record} />
      {session?.mayEdit && task === null && (
        <p className={styles.does}>
          {tasks.map(({ task, word }) => (
            <button key={task} type="button" aria-label={`${say(word)}: ${name}`} onClick={() => setTask(task)}>
              {say(word)}
            </button>
          ))}
          <TakeBack record={record} name={name} />
        </p>
      )}
      {task && <Deciding record={record} task={task} capped={capped} name={name} onDone={() => setTask(null)} />}
    </div>
  );
}

/** What this person may do next about the level. */
function useTasks({ body, compartment }: Act | Link, capped: boolean): { task: Task; word: WordId }[] {
  const { who } = useVisit();
  const reviews = who.compartments.some(
    ({ name, role }) => name === compartment && (role === 'reviewer' || role === 'lead'),
  );
  const { proposal, capLiftProposal, capLift } = body;
  const byOther = (decision: { by: string } | undefined) => decision !== undefined && decision.by !== who.account.id;
  return [
    ...(isWaiting(body) && byOther(proposal) && reviews ? [{ task: 'agree', word: 'facts.level.agree' } as const] : []),
    { task: 'set', word: 'facts.level.set' },
    ...(capped && capLiftProposal === undefined ? [{ task: 'lift', word: 'facts.level.lift' } as const] : []),
    ...(capLift === undefined && byOther(capLiftProposal) && reviews
      ? [{ task: 'agreeLift', word: 'facts.level.agreeLift' } as const]
      : []),
  ];
}

/** Who proposed and who agreed, each with their reasons. */
function Reasons({ record: { body } }: { record: Act | Link }) {
  const { say } = useWords();
  const author = useAuthor();
  const { proposal, confirmation, capLiftProposal, capLift } = body;
  const lines: readonly (readonly [WordId, { by: string; reasons: string } | undefined])[] = [
    ['facts.level.proposedBy', proposal],
    ['facts.level.agreedBy', confirmation],
    ['facts.level.liftProposedBy', capLiftProposal],
    ['facts.level.liftAgreedBy', capLift],
  ];
  return lines.map(
    ([word, decision]) =>
      decision && (
        <p key={word} className={styles.reasons}>
          <span className={styles.by}>{say(word, { who: author(decision.by) })}</span> {decision.reasons}
        </p>
      ),
  );
}

/** Whoever proposed may take it back as long as nobody agreed. */
function TakeBack({ record, name }: { record: Act | Link; name: string }) {
  const { say } = useWords();
  const { who } = useVisit();
  const settled = useSaved();
  const { proposal } = record.body;
  if (!proposal || !isWaiting(record.body) || proposal.by !== who.account.id) return null;
  async function takeBack() {
    const after = await setFields(record, { proposal: undefined }, say('facts.reason.tookBack'));
    settled(after, { record: after, before: { proposal } });
  }
  return (
    <button type="button" aria-label={`${say('facts.level.takeBack')}: ${name}`} onClick={() => void takeBack()}>
      {say('facts.level.takeBack')}
    </button>
  );
}

interface DecidingProps {
  record: Act | Link;
  task: Task;
  capped: boolean;
  name: string;
  onDone: () => void;
}

function Deciding({ record, task, capped, name, onDone }: DecidingProps) {
  const { say } = useWords();
  const { who } = useVisit();
  const settled = useSaved();
  const { level = 0, proposal } = record.body;
  const [chosen, setChosen] = useState<Level>(level);
  const [reasons, setReasons] = useState('');
  const [state, setState] = useState<'idle' | 'busy' | 'changed' | 'refused'>('idle');
  const twoPeople = Math.max(level, chosen) >= SECOND_PERSON_FROM;
  const decision = { by: who.account.id, reasons: reasons.trim() };

  function values(): Record<string, unknown> {
    if (task === 'agree') return { level: proposal?.level, confirmation: decision };
    if (task === 'lift') return { capLiftProposal: decision };
    if (task === 'agreeLift') return { capLift: decision };
    return twoPeople ? { proposal: { level: chosen, ...decision } } : { level: chosen };
  }
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (state === 'busy' || !decision.reasons) return;
    setState('busy');
    try {
      const after = await setFields(record, values(), decision.reasons);
      // What two people decided is not undone by one key; what one person set is.
      const undo = task === 'set' && !twoPeople ? { record: after, before: { level: record.body.level } } : null;
      settled(after, undo);
      onDone();
    } catch (error) {
      setState(error instanceof ChangedSince ? 'changed' : 'refused');
    }
  }
  return (
    <form className={styles.form} aria-label={`${say(`facts.level.${task}`)}: ${name}`} onSubmit={submit}>
      {task === 'set' && <Levels chosen={chosen} capped={capped} onChoose={setChosen} />}
      {task === 'set' && twoPeople && (
        <p className={styles.why}>
          <Glyph name="lock" size={14} /> {say('facts.level.twoPeople')}
        </p>
      )}
      {task === 'agree' && <p className={styles.why}>{say('facts.level.agreeHelp')}</p>}
      {(task === 'lift' || task === 'agreeLift') && <p className={styles.why}>{say('facts.level.liftHelp')}</p>}
      <Long label={say('facts.level.reasons')} value={reasons} required onChange={setReasons} />
      <FormEnd
        save={say(task === 'set' ? (twoPeople ? 'facts.level.propose' : 'edit.save') : `facts.level.${task}`)}
        state={state}
        missing={!decision.reasons}
        onLeave={onDone}
      />
    </form>
  );
}

function Levels({ chosen, capped, onChoose }: { chosen: Level; capped: boolean; onChoose: (level: Level) => void }) {
  const { say } = useWords();
  const label = useVocabulary();
  return (
    <fieldset className={styles.levels}>
      <legend>{say('facts.level.which')}</legend>
      {HERE.map((level) => (
        <div key={level} className={styles.one}>
          <label>
            <input
              type="radio"
              name="level"
              checked={chosen === level}
              disabled={capped && level >= SECOND_PERSON_FROM}
              onChange={() => onChoose(level)}
            />
            {`${level} · ${label('proof-level', String(level))}`}
          </label>
          <TermMeaning scheme="proof-level" code={String(level)} />
        </div>
      ))}
      <div className={styles.one}>
        <span className={styles.why}>{say('facts.level.higher')}</span>
        <Meaning name={say('facts.level.higher')} definition={say('facts.level.higherHelp')} />
      </div>
    </fieldset>
  );
}
