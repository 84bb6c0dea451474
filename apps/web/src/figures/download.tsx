import { EXPORT_PURPOSES, type EXPORT_PURPOSES as Purposes } from '@cairn/model';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { postForText, Refused } from '../api/client.ts';
import { mayTakeOut } from '../edit/rights.ts';
import { useVisit } from '../frame/visit.tsx';
import { handOver } from '../panel/download.ts';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './download.module.css';
import { plotFile } from './plot-file.ts';
import type { Figures } from './shapes.ts';

type Purpose = (typeof Purposes)[number];
type Format = 'csv' | 'plot';

/** Takes the figures out, as a table or a drawing: what for and for whom is asked first, and entered. */
export function Download({ figures }: { figures: Figures }) {
  const { say } = useWords();
  const label = useVocabulary();
  const { who } = useVisit();
  const [purpose, setPurpose] = useState<Purpose>('own-work');
  const [recipient, setRecipient] = useState('');
  const [few, setFew] = useState<'unasked' | 'asked' | 'accepted'>('unasked');
  const [trouble, setTrouble] = useState('');
  const [format, setFormat] = useState<Format>('csv');
  if (!mayTakeOut(who)) return null;

  async function take(event: FormEvent) {
    event.preventDefault();
    setTrouble('');
    try {
      const text = await postForText('/api/v1/figures/download', {
        query: figures.query,
        count: figures.unit,
        by: figures.by,
        format,
        purpose,
        recipient,
        ...(few === 'accepted' ? { accept: ['small-numbers'] } : {}),
      });
      if (format === 'csv') handOver('figures.csv', text, 'text/csv');
      else handOver('figures.svg', plotFile(), 'image/svg+xml');
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.problems.some(({ code }) => code === 'small-numbers')) setFew('asked');
      else setTrouble(error.status === 0 ? say('figures.download.silent') : error.message);
    }
  }

  return (
    <form className={styles.form} onSubmit={(event) => void take(event)}>
      <h2>{say('figures.download')}</h2>
      <p className={styles.soft}>{say('figures.download.entered')}</p>
      <div className={styles.fields}>
        <label className={styles.choice}>
          {say('figures.download.as')}
          <select value={format} onChange={(event) => setFormat(event.currentTarget.value as Format)}>
            <option value="csv">{say('figures.download.table')}</option>
            <option value="plot">{say('figures.download.plot')}</option>
          </select>
        </label>
        <label className={styles.choice}>
          {say('figures.download.purpose')}
          <select value={purpose} onChange={(event) => setPurpose(event.currentTarget.value as Purpose)}>
            {EXPORT_PURPOSES.map((each) => (
              <option key={each} value={each}>
                {label('departure-purpose', each)}
              </option>
            ))}
          </select>
        </label>
        <TextInput
          label={say('figures.download.recipient')}
          required
          withAsterisk={false}
          maxLength={500}
          autoComplete="off"
          value={recipient}
          onChange={(event) => setRecipient(event.currentTarget.value)}
        />
      </div>
      {few !== 'unasked' && (
        <label className={styles.warning}>
          <input
            type="checkbox"
            checked={few === 'accepted'}
            onChange={(event) => setFew(event.currentTarget.checked ? 'accepted' : 'asked')}
          />
          {say('figures.download.few')}
        </label>
      )}
      {trouble !== '' && <p role="alert">{trouble}</p>}
      <Button type="submit" className={styles.take}>
        {say('figures.download')}
      </Button>
    </form>
  );
}
