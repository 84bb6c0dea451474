import { printQuery } from '@cairn/model';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { patch, post } from '../api/client.ts';
import { Line } from '../edit/controls.tsx';
import { writableBy } from '../edit/rights.ts';
import { parseSearch } from '../frame/search.ts';
import { useVisit } from '../frame/visit.tsx';
import { Dialog } from '../look/dialog.tsx';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useWords } from '../words/words.ts';
import { savedViews } from './questions.ts';
import { librarySearch } from './search.ts';
import type { View } from './shapes.ts';
import type { LibraryState } from './use-query.ts';
import styles from './views.module.css';

/** The tag by which a team takes a view off the list; the record and its history stay. */
const PUT_AWAY = 'put-away';

interface Props {
  library: LibraryState;
  /** Names of the columns that are shown. */
  columns: readonly string[];
}

/** What the team asks again and again, under names of its own. */
export function Views({ library, columns }: Props) {
  const { say } = useWords();
  const { who, filter } = useVisit();
  const { data } = useQuery(savedViews);
  const [saving, setSaving] = useState(false);
  const where = who.compartments.find(({ id }) => id === filter.compartment)?.name;
  const views = (data ?? []).filter(
    ({ body, compartment }) => !body.tags?.includes(PUT_AWAY) && (!where || compartment === where),
  );
  const writes = writableBy(who).length > 0;
  if (views.length === 0 && !writes) return null;
  return (
    <section className={styles.views} aria-label={say('library.views')}>
      <h2 className={styles.title}>{say('library.views')}</h2>
      {views.length === 0 && <p className={styles.none}>{say('library.views.none')}</p>}
      <ul>
        {views.map((view) => (
          <OneView key={view.id} view={view} current={library.search.view === view.id} removable={writes} />
        ))}
      </ul>
      {writes && (
        <button type="button" className={styles.save} onClick={() => setSaving(true)}>
          {say('library.view.save')}
        </button>
      )}
      {saving && <SaveView library={library} columns={columns} onDone={() => setSaving(false)} />}
    </section>
  );
}

function OneView({ view, current, removable }: { view: View; current: boolean; removable: boolean }) {
  const { say } = useWords();
  const client = useQueryClient();
  const { title = view.reference, query = '', columns } = view.body;
  const away = useMutation({
    mutationFn: () =>
      patch(`/api/v1/records/${view.id}`, {
        revision: view.revision,
        body: { tags: [...(view.body.tags ?? []), PUT_AWAY] },
        reason: say('library.view.awayReason'),
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ['views'] }),
  });
  const search = librarySearch(parseSearch(query));
  return (
    <li className={styles.view}>
      <Link
        to="/library"
        search={{ ...search, view: view.id, ...(columns ? { columns: columns.join(',') } : {}) }}
        activeOptions={{ exact: true, includeSearch: true }}
        className={styles.link}
        data-current={current}
      >
        {title}
      </Link>
      {removable && current && (
        <button
          type="button"
          className={styles.away}
          title={say('library.view.away', { title })}
          aria-label={say('library.view.away', { title })}
          disabled={away.isPending}
          onClick={() => away.mutate()}
        >
          <Glyph name="close" size={12} />
        </button>
      )}
    </li>
  );
}

function SaveView({ library, columns, onDone }: Props & { onDone: () => void }) {
  const { say } = useWords();
  const { who, filter } = useVisit();
  const client = useQueryClient();
  const [title, setTitle] = useState('');
  const writable = writableBy(who);
  const compartment = writable.find(({ id }) => id === filter.compartment) ?? writable[0];
  const save = useMutation({
    mutationFn: () =>
      post<View>('/api/v1/records', {
        kind: 'view',
        compartment: compartment?.id,
        body: { title: title.trim(), query: printQuery(library.query) || 'kind=incident', columns },
        reason: say('library.view.reason'),
      }),
    async onSuccess({ id }) {
      await client.invalidateQueries({ queryKey: ['views'] });
      library.show({ view: id });
      onDone();
    },
  });
  return (
    <Dialog title={say('library.view.save')} onLeave={onDone}>
      <form
        className={styles.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (title.trim()) save.mutate();
        }}
      >
        <p>{say('library.view.who', { name: compartment?.name ?? '' })}</p>
        <Line label={say('library.view.title')} value={title} maxLength={200} required onChange={setTitle} />
        {save.error && <Trouble error={save.error} />}
        <Button type="submit" variant="filled" loading={save.isPending} disabled={!title.trim()}>
          {say('library.view.save')}
        </Button>
      </form>
    </Dialog>
  );
}
