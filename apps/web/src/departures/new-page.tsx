import '../words/departures.ts';
import '../words/records.ts';
import { EXPORT_PURPOSES, parseQuery, printQuery } from '@cairn/model';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { post } from '../api/client.ts';
import { vocabularies } from '../api/questions.ts';
import { QueryWords } from '../library/query-words.tsx';
import type { LibrarySearch } from '../library/search.ts';
import { Glyph } from '../look/glyph.tsx';
import { useChange } from '../people/change.ts';
import { useWords } from '../words/words.ts';
import { Declined } from './declined.tsx';
import styles from './page.module.css';
import { Leaves } from './preview.tsx';
import { FORMATS, type Format, type Preview, type Wish } from './shapes.ts';

const route = getRouteApi('/departures/new');

/** Takes out what the library shows: what for, to whom, a look at what stays and why, then the file. */
export function NewDeparturePage() {
  const { say, language } = useWords();
  const query = useAsked();
  const [wish, setWish] = useState<Wish>({
    ...{ query, format: 'xlsx', purpose: 'own-work', recipient: '', terms: '', language },
    ...{ fields: [], include: [], accept: [] },
  });
  const [looked, setLooked] = useState<{ wish: Wish; preview: Preview } | null>(null);
  const { run, busy, error } = useChange((given: Wish) => post<Preview>('/api/v1/exports/preview', given), []);
  const turn = useRef(0);
  const asked = { ...wish, query, language };
  const ready = wish.recipient.trim() !== '';

  // Whoever changes what is meant looks anew: nothing leaves that was not on the screen.
  const change = (changes: Partial<Wish>) => {
    turn.current += 1;
    setWish({ ...wish, fields: [], accept: [], ...changes });
    setLooked(null);
  };

  async function look(given: Wish) {
    if (!ready) return;
    turn.current += 1;
    const mine = turn.current;
    setWish(given);
    const done = await run(given);
    // What was asked since then is answered by itself.
    if (done && mine === turn.current) setLooked({ wish: given, preview: done.answer });
  }

  /** What was ticked shows at once; what follows from it, once the server has said. */
  const lookAgain = (given: Wish) => {
    if (looked) setLooked({ ...looked, wish: given });
    void look(given);
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) void look({ ...asked, fields: [], accept: [] });
  };

  return (
    <div className={styles.page}>
      <header>
        <Link to="/departures" className={styles.back}>
          <Glyph name="back" size={14} />
          {say('departures.title')}
        </Link>
        <h1>{say('departures.new.title')}</h1>
      </header>
      <p className={styles.about}>{say('departures.new.about')}</p>
      <Asked query={query} />
      <form className={styles.form} onSubmit={submit}>
        <Formats
          format={wish.format}
          onChange={(format) => change({ format, ...(format === 'workbook' ? { purpose: 'own-work' } : {}) })}
        />
        <Purposes
          purpose={wish.purpose}
          onChange={(purpose) =>
            change({ purpose, ...(purpose !== 'own-work' && wish.format === 'workbook' ? { format: 'xlsx' } : {}) })
          }
        />
        <TextInput
          label={say('departures.recipient')}
          description={say('departures.recipient.about')}
          autoComplete="off"
          maxLength={500}
          required
          value={wish.recipient}
          onChange={(event) => change({ recipient: event.currentTarget.value })}
        />
        <Textarea
          label={say('departures.terms')}
          description={say('departures.terms.about')}
          autosize
          minRows={2}
          maxLength={5000}
          value={wish.terms}
          onChange={(event) => change({ terms: event.currentTarget.value })}
        />
        <Included include={wish.include} onChange={(include) => change({ include })} />
        {!looked && (
          <>
            <Declined error={error} />
            <div>
              <Button type="submit" size="sm" disabled={!ready} loading={busy}>
                {say('departures.look')}
              </Button>
            </div>
          </>
        )}
      </form>
      {looked && (
        <Leaves
          {...looked}
          busy={busy}
          error={error}
          onFields={(fields) => lookAgain({ ...looked.wish, fields })}
          onAccept={(accept) => lookAgain({ ...looked.wish, accept })}
        />
      )}
    </div>
  );
}

/** What the file will hold, and the way back to where that is chosen. */
function Asked({ query }: { query: string }) {
  const { say } = useWords();
  const search: LibrarySearch = route.useSearch();
  return (
    <p className={styles.asked}>
      <b>{say('departures.asked')}</b>{' '}
      <span>{query === '' ? say('departures.asked.all') : <QueryWords query={query} />}</span>{' '}
      <Link to="/library" search={search}>
        {say('departures.asked.change')}
      </Link>
    </p>
  );
}

/** The query of the address, in the one form that means the same. */
function useAsked(): string {
  const search: Record<string, unknown> = route.useSearch();
  const given = Object.entries(search).map(([name, value]): [string, string[]] => [name, [value].flat().map(String)]);
  return printQuery(parseQuery(Object.fromEntries(given)).query);
}

function Formats({ format, onChange }: { format: Format; onChange: (format: Format) => void }) {
  const { say } = useWords();
  return (
    <fieldset className={styles.fields}>
      <legend>{say('departures.format')}</legend>
      {FORMATS.map((each) => (
        <label key={each} className={styles.field}>
          <input type="radio" name="format" checked={format === each} onChange={() => onChange(each)} />
          <span>
            {say(`departures.format.${each}`)}
            <span className={styles.meaning}>{say(`departures.format.about.${each}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Purposes({ purpose, onChange }: { purpose: string; onChange: (purpose: string) => void }) {
  const { say, language } = useWords();
  const { data } = useQuery(vocabularies);
  const terms = data?.find(({ scheme }) => scheme === 'departure-purpose')?.codes ?? [];
  return (
    <fieldset className={styles.fields}>
      <legend>{say('departures.purpose')}</legend>
      {EXPORT_PURPOSES.map((code) => {
        const term = terms.find((each) => each.code === code);
        return (
          <label key={code} className={styles.field}>
            <input type="radio" name="purpose" checked={purpose === code} onChange={() => onChange(code)} />
            <span>
              {term?.label[language] ?? code}
              <span className={styles.meaning}>{term?.definition?.[language]}</span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

function Included({ include, onChange }: { include: readonly string[]; onChange: (include: string[]) => void }) {
  const { say } = useWords();
  return (
    <fieldset className={styles.fields}>
      <legend>{say('departures.include')}</legend>
      {(['set-aside', 'duplicate'] as const).map((each) => (
        <label key={each} className={styles.field}>
          <input
            type="checkbox"
            checked={include.includes(each)}
            onChange={({ currentTarget: { checked } }) =>
              onChange(checked ? [...include, each] : include.filter((other) => other !== each))
            }
          />
          <span>{say(`departures.include.${each}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
