import { Button } from '@mantine/core';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Incident } from '../api/shapes.ts';
import { Line } from '../edit/controls.tsx';
import { useVisit } from '../frame/visit.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import styles from './attach.module.css';
import { attach, useBelongingChanged } from './belonging.ts';
import { plainName } from './measures.ts';
import { itemList } from './questions.ts';
import type { ItemRow } from './shapes.ts';

interface Props {
  incident: Incident;
  /** Items that belong to it already. */
  attached: ReadonlySet<string>;
  onDone: () => void;
}

/** Says that items which are here belong to the incident: a link for each, with the item as its basis. */
export function AttachItems({ incident, attached, onDone }: Props) {
  const { say } = useWords();
  const { who } = useVisit();
  const changed = useBelongingChanged();
  const compartment = who.compartments.find(({ name }) => name === incident.compartment)?.id ?? '';
  const list = useInfiniteQuery(itemList({ compartment }));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState('');
  const items = (list.data?.pages.flatMap(({ items }) => items) ?? []).filter(({ id }) => !attached.has(id));

  const saving = useMutation({
    mutationFn: async () => {
      for (const item of chosen) {
        await attach({ compartment, item, incident: incident.id, reason: reason.trim() });
        setChosen((before) => new Set([...before].filter((each) => each !== item)));
      }
    },
    onSuccess: onDone,
    // What was linked before a refusal stays linked.
    onSettled: changed,
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!saving.isPending && chosen.size > 0 && reason.trim()) saving.mutate();
  }
  function toggle(id: string) {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  }
  return (
    <form className={styles.attach} onSubmit={submit} aria-label={say('attach.open')}>
      {list.isPending && <Waiting />}
      {list.error && <Trouble error={list.error} again={list.refetch} />}
      {list.data && items.length === 0 && <p>{say('attach.nothing')}</p>}
      {items.length > 0 && (
        <fieldset className={styles.items}>
          <legend>{say('attach.which')}</legend>
          {items.map((item) => (
            <label key={item.id} className={styles.item}>
              <input type="checkbox" checked={chosen.has(item.id)} onChange={() => toggle(item.id)} />
              <span>{nameOf(item)}</span>
              <span className={styles.reference}>{item.reference}</span>
            </label>
          ))}
        </fieldset>
      )}
      {list.hasNextPage && (
        <Button size="sm" variant="default" onClick={() => void list.fetchNextPage()}>
          {say('list.more')}
        </Button>
      )}
      <Line label={say('attach.why')} value={reason} maxLength={2000} required onChange={setReason} />
      {saving.error && <Trouble error={saving.error} />}
      <div className={styles.does}>
        <Button
          type="submit"
          size="sm"
          variant="default"
          loading={saving.isPending}
          disabled={chosen.size === 0 || !reason.trim()}
        >
          {say('attach.save', { n: chosen.size })}
        </Button>
        <Button type="button" size="sm" variant="subtle" onClick={onDone}>
          {say('evidence.leave')}
        </Button>
      </div>
    </form>
  );
}

const nameOf = ({ title, name, reference }: ItemRow): string =>
  title ?? (name === undefined ? reference : plainName(name));
