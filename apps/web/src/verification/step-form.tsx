import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { FieldProblem } from '../api/client.ts';
import type { AnyRecord } from '../api/shapes.ts';
import { CodeChoice, Line, Long } from '../edit/controls.tsx';
import { PlaceField } from '../edit/place-field.tsx';
import { placeCodec } from '../edit/place-form.ts';
import { RecordChoice } from '../edit/record-choice.tsx';
import { TimeField } from '../edit/time-field.tsx';
import { timeCodec } from '../edit/time-form.ts';
import { useVisit } from '../frame/visit.tsx';
import { useWords } from '../words/words.ts';
import { guardedAs, useChanging } from './change.ts';
import { useCodes } from './codes.ts';
import { useFirstFocus } from './focus.ts';
import styles from './steps.module.css';

interface ReferenceForm {
  item: string;
  url: string;
  what: string;
}

const NO_REFERENCE: ReferenceForm = { item: '', url: '', what: '' };

/** One step of verification as it is entered: what was compared with what, what came of it, how sure one is. */
export function StepForm({ record, onDone }: { record: AnyRecord; onDone: () => void }) {
  const { say } = useWords();
  const { who } = useVisit();
  const codes = useCodes();
  const [texts, setTexts] = useState({
    technique: 'geolocation',
    question: '',
    compared: '',
    outcome: '',
    finding: '',
    confidence: '',
  });
  const [references, setReferences] = useState<readonly ReferenceForm[]>([NO_REFERENCE]);
  const [place, setPlace] = useState(placeCodec.toForm(undefined));
  const [time, setTime] = useState(timeCodec.toForm(undefined));
  const form = useFirstFocus<HTMLFormElement>();
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const { busy, trouble, add } = useChanging();
  const set = (part: Partial<typeof texts>) => setTexts({ ...texts, ...part });
  const setReference = (at: number, part: Partial<ReferenceForm>) =>
    setReferences(references.map((each, i) => (i === at ? { ...each, ...part } : each)));

  async function save(event: FormEvent) {
    event.preventDefault();
    const [where, when] = [placeCodec.toValue(place, undefined), timeCodec.toValue(time, undefined)];
    const unread = [...where.problems, ...when.problems];
    setProblems(unread);
    if (unread.length > 0) return;
    const given = Object.entries(texts).filter(([, text]) => text.trim() !== '');
    const compared = references
      .map((each) => Object.fromEntries(Object.entries(each).filter(([, text]) => text.trim() !== '')))
      .filter((each) => Object.keys(each).length > 0);
    const body = {
      ...Object.fromEntries(given),
      about: record.id,
      ...(compared.length > 0 ? { with: compared } : {}),
      ...(where.value === undefined ? {} : { place: where.value }),
      ...(when.value === undefined ? {} : { time: when.value }),
      ...guardedAs(record),
      by: who.account.id,
      at: new Date().toISOString(),
    };
    if (await add('step', record.compartment, body, say('verification.reason.step'))) onDone();
  }

  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={say('verification.addStep')}
      onSubmit={(event) => void save(event)}
    >
      <CodeChoice
        label={say('verification.technique')}
        scheme="step-technique"
        codes={codes('step-technique')}
        value={texts.technique}
        required
        onChange={(technique) => set({ technique })}
      />
      <Line
        label={say('verification.question')}
        help={say('verification.questionHelp')}
        value={texts.question}
        onChange={(question) => set({ question })}
      />
      <Long
        label={say('verification.compared')}
        help={say('verification.comparedHelp')}
        value={texts.compared}
        required
        onChange={(compared) => set({ compared })}
      />
      {references.map((reference, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a form have no other identity
        <div key={at} className={styles.reference}>
          <RecordChoice
            kind="item"
            compartment={record.compartment}
            but={record.id}
            label={say('verification.withItem')}
            value={reference.item}
            onChange={(item) => setReference(at, { item })}
          />
          <Line
            label={say('verification.withWhat')}
            help={say('verification.withWhatHelp')}
            value={reference.what}
            onChange={(what) => setReference(at, { what })}
          />
          <Line
            label={say('verification.withUrl')}
            value={reference.url}
            onChange={(url) => setReference(at, { url })}
          />
        </div>
      ))}
      <Button
        size="compact-xs"
        variant="default"
        className={styles.open}
        onClick={() => setReferences([...references, NO_REFERENCE])}
      >
        {say('verification.addReference')}
      </Button>
      <CodeChoice
        label={say('verification.outcome')}
        help={say('verification.outcomeHelp')}
        scheme="step-outcome"
        codes={codes('step-outcome')}
        none={say('edit.choose')}
        value={texts.outcome}
        required
        onChange={(outcome) => set({ outcome })}
      />
      {texts.technique === 'geolocation' && <PlaceField form={place} problems={problems} onChange={setPlace} />}
      {texts.technique === 'chronolocation' && <TimeField form={time} problems={problems} onChange={setTime} />}
      <Long label={say('verification.finding')} value={texts.finding} onChange={(finding) => set({ finding })} />
      <CodeChoice
        label={say('verification.confidence')}
        scheme="confidence"
        codes={codes('confidence')}
        none={say('edit.choose')}
        value={texts.confidence}
        required
        onChange={(confidence) => set({ confidence })}
      />
      {trouble !== '' && <p role="alert">{trouble}</p>}
      <div className={styles.buttons}>
        <Button type="submit" size="compact-sm" loading={busy}>
          {say('verification.saveStep')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDone}>
          {say('verification.leave')}
        </Button>
      </div>
    </form>
  );
}
