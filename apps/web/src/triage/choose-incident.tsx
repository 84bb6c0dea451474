import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useCallback, useDeferredValue, useId, useState } from 'react';
import { Dialog } from '../look/dialog.tsx';
import { Trouble } from '../look/trouble.tsx';
import { PlaceWords } from '../value/place.tsx';
import { TimeWords } from '../value/time.tsx';
import { useWords } from '../words/words.ts';
import styles from './choose.module.css';
import { suggestions } from './questions.ts';
import type { SheetEntry, Suggestion } from './shapes.ts';

interface Props {
  batch: string;
  entry: SheetEntry;
  /** The incident that was chosen last: Enter takes it again. */
  last: Suggestion | null;
  onChoose: (incident: Suggestion) => void;
  onLeave: () => void;
}

/** A field gets the keyboard as soon as its dialog opens, and not a moment later. */
export const first = (input: HTMLInputElement | null): void => input?.setAttribute('autofocus', '');

/** To which incident: the last one again, the likely ones, or one that is looked for by name, place or reference. */
export function ChooseIncident({ batch, entry, last, onChoose, onLeave }: Props) {
  const { say } = useWords();
  const list = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const asked = useDeferredValue(text.trim());
  const found = useQuery({ ...suggestions(batch, entry.id, asked), placeholderData: keepPreviousData });
  const others = (found.data ?? []).filter(({ id }) => id !== last?.id || asked !== '');
  const options = asked === '' && last ? [last, ...others] : others;
  const chosen = options[Math.min(active, options.length - 1)];
  const focus = useCallback(first, []);
  const imported = entry.kind === 'incident';
  const title = say(imported ? 'triage.same.title' : 'triage.attach.title');

  function onKey(event: KeyboardEvent) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setActive(Math.max(0, Math.min(options.length - 1, active + step)));
    }
    if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      onChoose(chosen);
    }
  }
  return (
    <Dialog title={title} onLeave={onLeave}>
      <input
        ref={focus}
        className={styles.field}
        type="text"
        role="combobox"
        aria-expanded={options.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={chosen ? `${list}-${chosen.id}` : undefined}
        aria-label={say('triage.attach.search')}
        placeholder={say('triage.attach.search')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKey}
      />
      {found.error && <Trouble error={found.error} again={found.refetch} />}
      <div id={list} role="listbox" aria-label={title} className={styles.options}>
        {options.map((each) => (
          <Option
            key={each.id}
            id={`${list}-${each.id}`}
            incident={each}
            again={each === last && asked === ''}
            active={each === chosen}
            onChoose={() => onChoose(each)}
          />
        ))}
      </div>
      {options.length === 0 && found.data && (
        <p className={styles.none}>{say(asked ? 'triage.attach.noneFound' : 'triage.attach.none')}</p>
      )}
      <p className={styles.help}>
        {imported && `${say('triage.same.what')} `}
        {say(imported ? 'triage.same.keys' : 'triage.attach.keys')}
      </p>
    </Dialog>
  );
}

interface OptionProps {
  id: string;
  incident: Suggestion;
  again: boolean;
  active: boolean;
  onChoose: () => void;
}

function Option({ id, incident, again, active, onChoose }: OptionProps) {
  const { say } = useWords();
  const { reference, title, time, place, why } = incident;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard, as the pattern of a combobox wants it.
    // biome-ignore lint/a11y/useFocusableInteractive: the same.
    <div id={id} role="option" aria-selected={active} className={styles.option} onClick={onChoose}>
      <span className={styles.title}>{title}</span>
      <span className={styles.facts}>
        <span>{reference}</span>
        {time && <TimeWords time={time} />}
        {place && <PlaceWords place={place} />}
        <span className={styles.why}>{again ? say('triage.why.again') : say(`triage.why.${why}`)}</span>
      </span>
    </div>
  );
}
