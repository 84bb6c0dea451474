import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { post } from '../api/client.ts';
import type { Compartment } from '../api/shapes.ts';
import { useVisit } from '../frame/visit.tsx';
import { Problem } from '../session/entry.tsx';
import { useWords } from '../words/words.ts';
import { Ask } from './ask.tsx';
import styles from './page.module.css';
import { useChange } from './use-change.ts';

/** Hides compartments from oneself; says before what it takes to get them back. */
export function Travel() {
  const { say } = useWords();
  const { who } = useVisit();
  const [chosen, setChosen] = useState<readonly Compartment[]>([]);
  const [nothing, setNothing] = useState(false);

  function choose(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const ids = new FormData(event.currentTarget).getAll('compartment');
    setNothing(ids.length === 0);
    setChosen(who.compartments.filter(({ id }) => ids.includes(id)));
  }

  return (
    <section className={styles.section} aria-labelledby="travel">
      <h2 id="travel">{say('account.travel')}</h2>
      <p className={styles.note}>{say('account.travelWhy')}</p>
      <div className={styles.sheet}>
        <form className={styles.part} onSubmit={choose}>
          {who.compartments.length === 0 && <p className={styles.note}>{say('account.travelNone')}</p>}
          {who.compartments.length > 0 && (
            <>
              <fieldset className={styles.set}>
                <legend>{say('account.travelWhich')}</legend>
                {who.compartments.map(({ id, name }) => (
                  <label key={id} className={styles.tick}>
                    <input type="checkbox" name="compartment" value={id} />
                    {name}
                  </label>
                ))}
              </fieldset>
              <Problem text={nothing ? say('account.hideNothing') : ''} />
              <div className={styles.actions}>
                <Button size="sm" variant="default" type="submit">
                  {say('account.hide')}
                </Button>
              </div>
            </>
          )}
        </form>
      </div>
      {chosen.length > 0 && <HideAsk chosen={chosen} onLeave={() => setChosen([])} />}
    </section>
  );
}

function HideAsk({ chosen, onLeave }: { chosen: readonly Compartment[]; onLeave: () => void }) {
  const { say } = useWords();
  const { busy, problem, change } = useChange();
  async function hide() {
    const compartments = chosen.map(({ id }) => id);
    // A page that begins anew holds nothing of what was read before.
    if (await change(() => post('/api/v1/travel', { compartments }))) location.assign('/');
  }
  return (
    <Ask
      title={say('account.travel')}
      action={say('account.hideNow')}
      busy={busy}
      problem={problem}
      onLeave={onLeave}
      onDo={() => void hide()}
    >
      <p>{say('account.hideAsk', { n: chosen.length })}</p>
      <ul className={styles.names}>
        {chosen.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </Ask>
  );
}
