import { Button } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type FieldProblem, post, Refused } from '../api/client.ts';
import type { Act, Actor, Link } from '../api/shapes.ts';
import { BasisField } from '../edit/basis-field.tsx';
import { type BasisRow, basisCodec } from '../edit/basis-form.ts';
import { fieldProblem } from '../edit/codec.ts';
import { CodingField } from '../edit/coding-field.tsx';
import { Line } from '../edit/controls.tsx';
import { PossibleDuplicates, useDuplicateCheck } from '../edit/possible-duplicates.tsx';
import { inBody, problemsAt } from '../edit/problems.ts';
import { WrittenInContext } from '../edit/written-in.ts';
import { useWords } from '../words/words.ts';
import { ActorChoice } from './actor-choice.tsx';
import { actorBody, NewActor, NO_ACTOR } from './new-actor.tsx';
import { useSaved } from './saved.ts';
import { isReviewed, useEditingSession } from './session.tsx';
import styles from './ties.module.css';
import type { TieType } from './ties.tsx';

interface Props {
  act: Act;
  type: TieType;
  onDone: () => void;
}

/** Ties someone to an act: chosen among those recorded, or entered here; with what the claim rests on. */
export function TieForm({ act, type, onDone }: Props) {
  const { say } = useWords();
  const session = useEditingSession();
  const settled = useSaved();
  const alike = useDuplicateCheck();
  const form = useRef<HTMLFormElement>(null);
  const [isNew, setNew] = useState(false);
  const [chosen, setChosen] = useState('');
  const [actor, setActor] = useState(NO_ACTOR);
  const [degree, setDegree] = useState('');
  const [basis, setBasis] = useState<BasisRow[]>(() => basisCodec.toForm(act.body.basis));
  const [reason, setReason] = useState('');
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [state, setState] = useState<'idle' | 'busy' | 'refused'>('idle');
  const { compartment } = act;
  const asks = session !== null && isReviewed(session.incident) && session.reason === '';
  const why = session?.reason || reason.trim() || (asks ? '' : say('facts.reason.tied', { act: act.reference }));

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input[type="text"], select')?.focus();
  }, []);

  function missing(): FieldProblem[] {
    const none = (path: string) => fieldProblem(path, 'missing-field');
    return [
      ...(!isNew && !chosen ? [none('/from')] : []),
      ...(isNew && !actor.actorType ? [none('/actorType')] : []),
      ...(isNew && actor.isPublic && !actor.publicSource.trim() ? [none('/namesPublic')] : []),
      ...(basis.length === 0 ? [none('/basis')] : []),
      ...(why ? [] : [none('/reason')]),
    ];
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (state === 'busy') return;
    const open = missing();
    setProblems(open);
    if (open.length > 0) return;
    setState('busy');
    try {
      const from = isNew ? await enter() : chosen;
      if (from !== null) await tie(from);
      else setState('idle');
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setProblems(inBody(error.problems));
      setState('refused');
    }
  }

  /** The new actor's id; null where something alike was found, which the person looks at first. */
  async function enter(): Promise<string | null> {
    const body = actorBody(actor);
    if (!(await alike.clears('actor', compartment, body))) return null;
    const { id } = await post<Actor>('/api/v1/records', { kind: 'actor', compartment, body, reason: why });
    // Should the tie be refused, trying again does not enter the actor twice.
    setNew(false);
    setChosen(id);
    return id;
  }

  async function tie(from: string) {
    const body = {
      from,
      to: act.id,
      type,
      ...(degree ? { degree: { scheme: 'degree', code: degree } } : {}),
      basis: basisCodec.toValue(basis, undefined).value,
    };
    const saved = await post<Link>('/api/v1/records', { kind: 'link', compartment, body, reason: why });
    if (asks) session?.giveReason(reason.trim());
    settled(saved);
    onDone();
  }

  return (
    <WrittenInContext
      value={{ compartment, id: null, kind: 'link', ...(session ? { incident: session.incident.id } : {}) }}
    >
      <form
        ref={form}
        className={styles.form}
        aria-label={`${say(`facts.tie.add.${type}`)}, ${act.reference}`}
        onSubmit={submit}
        noValidate
      >
        <fieldset className={styles.ways}>
          <legend className="for-readers">{say('facts.actor.who')}</legend>
          {([false, true] as const).map((fresh) => (
            <label key={String(fresh)}>
              <input type="radio" name="way" checked={isNew === fresh} onChange={() => setNew(fresh)} />
              {say(fresh ? 'facts.actor.new' : 'facts.actor.known')}
            </label>
          ))}
        </fieldset>
        {isNew ? (
          <NewActor form={actor} problems={problems} onChange={setActor} />
        ) : (
          <ActorChoice
            compartment={compartment}
            value={chosen}
            problems={problemsAt(problems, '/from')}
            onChange={setChosen}
          />
        )}
        {type === 'perpetrator-of' && (
          <CodingField
            label={say('facts.field.degree')}
            scheme="degree"
            value={degree}
            problems={problemsAt(problems, '/degree')}
            onChange={setDegree}
          />
        )}
        <BasisField
          label={say('act.basis')}
          form={basis}
          problems={problemsAt(problems, '/basis')}
          onChange={setBasis}
        />
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
        {isNew && (
          <PossibleDuplicates
            found={alike.found}
            onTake={(id) => {
              setNew(false);
              setChosen(id);
              alike.forget();
            }}
          />
        )}
        <div className={styles.does}>
          <Button type="submit" size="sm" variant="filled" loading={state === 'busy'}>
            {say(isNew && alike.found.length > 0 ? 'facts.alike.save' : 'edit.saveNew')}
          </Button>
          <Button size="sm" variant="default" onClick={onDone}>
            {say('facts.giveBack')}
          </Button>
        </div>
        <p role="alert" className={styles.trouble}>
          {problems.length > 0 && say('edit.outcome.problems', { n: problems.length })}
          {problems.length === 0 && state === 'refused' && say('edit.outcome.refused')}
        </p>
      </form>
    </WrittenInContext>
  );
}
