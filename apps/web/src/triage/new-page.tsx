import '../words/evidence.ts';
import '../words/records.ts';
import '../words/triage.ts';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { Choice, Line } from '../edit/controls.tsx';
import { writableBy } from '../edit/rights.ts';
import { useVisit } from '../frame/visit.tsx';
import { Glyph } from '../look/glyph.tsx';
import { useWords } from '../words/words.ts';
import { FromFiles } from './from-files.tsx';
import { FromLinks } from './from-links.tsx';
import { FromTelegram } from './from-telegram.tsx';
import styles from './new.module.css';
import type { NewBatch } from './questions.ts';

const WAYS = ['files', 'links', 'telegram'] as const;
type Way = (typeof WAYS)[number];

/** What comes in this evening as one batch: files or a folder, a list of addresses, or an export of Telegram Desktop. */
export function NewBatchPage() {
  const { say, language } = useWords();
  const { who, filter } = useVisit();
  const compartments = writableBy(who);
  const first = compartments.find(({ id }) => id === filter.compartment) ?? compartments[0];
  const [compartment, setCompartment] = useState(first?.id ?? '');
  const [title, setTitle] = useState(() =>
    new Date().toLocaleDateString(language === 'uk' ? 'uk-UA' : 'en-GB', { day: 'numeric', month: 'long' }),
  );
  const [personal, setPersonal] = useState(false);
  const [way, setWay] = useState<Way>('files');
  const own = useId();
  if (!compartment) return <p className={styles.page}>{say('edit.nowhere')}</p>;
  const given: NewBatch = { compartment, title: title.trim(), personal, reason: say('triage.takenIn') };
  return (
    <div className={styles.page}>
      <header>
        <p className={styles.back}>
          <Link to="/triage">
            <Glyph name="back" size={14} /> {say('area.triage')}
          </Link>
        </p>
        <h1>{say('triage.takeIn')}</h1>
      </header>
      {compartments.length > 1 && (
        <Choice
          label={say('compartment')}
          help={say('edit.compartmentHelp')}
          options={compartments.map(({ id, name, code }) => ({ value: id, label: code ? `${code} · ${name}` : name }))}
          value={compartment}
          onChange={setCompartment}
        />
      )}
      <Line label={say('triage.batchTitle')} value={title} maxLength={1000} required onChange={setTitle} />
      <label className={styles.tick}>
        <input
          type="checkbox"
          checked={personal}
          aria-describedby={own}
          onChange={(event) => setPersonal(event.currentTarget.checked)}
        />
        {say('triage.personal')}
      </label>
      <p id={own} className={styles.help}>
        {say('triage.personalHelp')}
      </p>
      <fieldset className={styles.ways}>
        <legend>{say('triage.way')}</legend>
        {WAYS.map((each) => (
          <label key={each} className={styles.way} data-chosen={way === each}>
            <input type="radio" name="way" checked={way === each} onChange={() => setWay(each)} />
            {say(`triage.way.${each}`)}
          </label>
        ))}
      </fieldset>
      {way === 'files' && <FromFiles given={given} />}
      {way === 'links' && <FromLinks given={given} />}
      {way === 'telegram' && <FromTelegram given={given} />}
    </div>
  );
}
