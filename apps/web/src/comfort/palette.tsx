import '../words/comfort.ts';
import { type KeyboardEvent, useId, useState } from 'react';
import { Dialog } from '../look/dialog.tsx';
import { useWords } from '../words/words.ts';
import { byGroup, type Command, matching } from './commands.ts';
import { Keys } from './keys-shown.tsx';
import styles from './palette.module.css';
import { useCommands } from './use-commands.ts';

/** Every command in one list: type some letters, choose with the arrows, Enter does it. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { say } = useWords();
  const [typed, setTyped] = useState('');
  const { commands, told } = useCommands(typed, onClose);
  const found = matching(commands, typed);
  return (
    <Dialog title={say('palette.title')} onLeave={onClose}>
      <CommandField typed={typed} onType={setTyped} found={found} />
      <p role="status" className={styles.told}>
        {told || <span className="for-readers">{say('palette.found', { n: found.length })}</span>}
      </p>
    </Dialog>
  );
}

interface FieldProps {
  typed: string;
  onType: (typed: string) => void;
  found: readonly Command[];
}

/** A combobox with its list below it (ARIA Authoring Practices, combobox with a list box). */
function CommandField({ typed, onType, found }: FieldProps) {
  const { say } = useWords();
  const id = useId();
  const [chosen, setChosen] = useState(0);
  const groups = byGroup(found);
  const order = groups.flatMap(({ commands }) => commands);
  const at = Math.min(chosen, order.length - 1);

  function move(to: number) {
    if (order.length === 0) return;
    const next = (to + order.length) % order.length;
    setChosen(next);
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
  }

  function onKey(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(at + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      order[at]?.run();
    }
  }

  return (
    <div className={styles.palette}>
      <input
        // React keeps the attribute to itself; a dialog that opens looks for it.
        ref={(field) => field?.setAttribute('autofocus', '')}
        type="text"
        role="combobox"
        className={styles.field}
        aria-label={say('palette.field')}
        placeholder={say('palette.field')}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={typed}
        onChange={(event) => {
          onType(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKey}
      />
      <div id={`${id}-list`} role="listbox" aria-label={say('palette.title')} className={styles.list}>
        {groups.map(({ group, commands }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options in a list box has no element of its own.
          <div key={group} role="group" aria-label={group}>
            <p className={styles.group} role="presentation">
              {group}
            </p>
            {commands.map((command) => {
              const index = order.indexOf(command);
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the field, which moves through the list.
                <div
                  key={command.id}
                  id={`${id}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === at}
                  className={styles.option}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={command.run}
                >
                  <span>{command.words}</span>
                  {command.keys && <Keys keys={command.keys} />}
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}
