import '../words/relations.ts';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Long } from '../edit/controls.tsx';
import form from '../evidence/small-form.module.css';
import { Dialog } from '../look/dialog.tsx';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { useComparing } from './comparing.tsx';
import deciding from './deciding.module.css';
import { mergedGroup, withdraw } from './questions.ts';
import styles from './same-banner.module.css';
import type { MergedGroup } from './shapes.ts';

/** So many are counted; beyond, there are more. */
const COUNTED = 50;

/** Above an incident that stands in a merged group: which record speaks for all, the others, why, and the way back. */
export function SameBanner({ id, mayEdit }: { id: string; mayEdit: boolean }) {
  const { say } = useWords();
  const label = useVocabulary();
  const { data } = useQuery(mergedGroup(id));
  const [splitting, setSplitting] = useState<MergedGroup['decisions'][number] | null>(null);
  if (!data || data.members.length < 2) return null;
  const main = data.members.find((each) => each.id === data.main);
  const others = data.members.filter((each) => each.id !== id);
  const referenceOf = (of: string) => data.members.find((each) => each.id === of)?.reference ?? '';
  const own = data.decisions.filter(({ type, from, to }) => type === 'same-as' && (from === id || to === id));
  return (
    <section className={styles.banner} aria-label={say('same.title')}>
      <p className={styles.head}>
        <Glyph name="link" size={16} />
        <span>
          {data.main === id
            ? say('same.main', { n: others.length })
            : say('same.duplicate', { reference: main?.reference ?? '' })}
        </span>
      </p>
      <ul className={styles.members}>
        {others.map(({ id: other, reference, title, status }) => (
          <li key={other}>
            <Link to="/incidents/$id" params={{ id: other }}>
              {reference} · {title}
            </Link>
            {status && <span className={styles.status}>{label('incident-status', status)}</span>}
          </li>
        ))}
      </ul>
      <ul className={styles.decisions}>
        {own.map((decision) => (
          <li key={decision.link}>
            <span className={styles.reasons}>
              {say('same.reasons')}: <q>{decision.reasons}</q>
            </span>
            {mayEdit && (
              <button
                type="button"
                className={form.quiet}
                aria-label={`${say('same.split')}: ${referenceOf(decision.from)}, ${referenceOf(decision.to)}`}
                onClick={() => setSplitting(decision)}
              >
                {say('same.split')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {splitting && (
        <Split
          link={splitting.link}
          records={data.members.map((each) => each.id)}
          title={say('same.splitTitle', { a: referenceOf(splitting.from), b: referenceOf(splitting.to) })}
          onLeave={() => setSplitting(null)}
        />
      )}
    </section>
  );
}

/** That other records may tell of the same, with the way to them; nothing where there are none that the reader may see. */
export function PossibleDuplicatesLink({ id }: { id: string }) {
  const { say } = useWords();
  const client = useQueryClient();
  const { data } = useQuery(mergedGroup(id));
  const still = useComparing({ record: id }, () => void client.invalidateQueries({ queryKey: ['same', id] }));
  const possible = data?.possible ?? 0;
  if (possible === 0) return still.n > 0 ? <p className={styles.possible}>{say('duplicates.comparingThis')}</p> : null;
  return (
    <p className={styles.possible}>
      <Glyph name="duplicates" size={16} />
      <Link to="/duplicates" search={{ record: id }}>
        {say('duplicates.possible', { n: possible, more: possible >= COUNTED ? 'yes' : 'no' })}
      </Link>
    </p>
  );
}

interface SplitProps {
  link: string;
  records: readonly string[];
  title: string;
  onLeave: () => void;
}

function Split({ link, records, title, onLeave }: SplitProps) {
  const { say } = useWords();
  const client = useQueryClient();
  const [reasons, setReasons] = useState('');
  const saving = useMutation({
    mutationFn: () => withdraw(link, reasons.trim()),
    onSuccess: () => {
      for (const id of records)
        for (const key of ['record', 'same', 'related', 'revisions'])
          void client.invalidateQueries({ queryKey: [key, id] });
      onLeave();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (reasons.trim() && !saving.isPending) saving.mutate();
  }
  return (
    <Dialog title={title} onLeave={onLeave}>
      <form className={deciding.form} onSubmit={submit}>
        <Long label={say('same.splitWhy')} help={say('same.splitHelp')} value={reasons} onChange={setReasons} />
        {saving.error && <Trouble error={saving.error} />}
        <div className={form.does}>
          <Button type="submit" size="sm" loading={saving.isPending} disabled={!reasons.trim()}>
            {say('same.splitSave')}
          </Button>
          <Button type="button" size="sm" variant="default" onClick={onLeave}>
            {say('duplicates.leave')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
