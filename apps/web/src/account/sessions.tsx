import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { del } from '../api/client.ts';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { Problem } from '../session/entry.tsx';
import { ago } from '../time/moment.ts';
import { useWords } from '../words/words.ts';
import { dayOf } from './day.ts';
import styles from './page.module.css';
import { type LiveSession, sessions } from './questions.ts';
import { useChange } from './use-change.ts';

/** The server tells the last use to five minutes; nearer than that is now. */
const isNow = (seen: string) => Date.now() - Date.parse(seen) < 2 * 5 * 60_000;

const WAYS = ['passkey', 'password', 'recovery', 'link', 'token'] as const;

/** Where one is signed in: which browser, by what, since when; each can be ended from here. */
export function Sessions() {
  const { say } = useWords();
  const { data, error, refetch } = useQuery(sessions);
  const { busy, problem, change } = useChange();
  const [ended, setEnded] = useState<number | null>(null);
  const others = data?.filter(({ current }) => !current).length ?? 0;

  const endOthers = () => change(async () => setEnded((await del<{ ended: number }>('/api/v1/sessions')).ended));

  return (
    <section className={styles.section} aria-labelledby="sessions">
      <h2 id="sessions">{say('account.sessions')}</h2>
      {error ? <Trouble error={error} again={refetch} /> : !data && <Waiting />}
      {data && (
        <div className={styles.sheet}>
          <div className={styles.part}>
            <ul>
              {data.map((session) => (
                <SessionRow key={session.id} session={session} />
              ))}
            </ul>
            {others === 0 && ended === null && <p className={styles.note}>{say('account.onlyHere')}</p>}
            <Problem text={problem} />
            <output className={styles.note}>{ended !== null && say('account.endedOthers', { n: ended })}</output>
            {others > 0 && (
              <div className={styles.actions}>
                <Button size="sm" variant="default" aria-disabled={busy} onClick={() => void endOthers()}>
                  {say('account.endOthers')}
                </Button>
              </div>
            )}
          </div>
        </div>
      )}
    </section>
  );
}

function SessionRow({ session }: { session: LiveSession }) {
  const { say, language } = useWords();
  const { busy, problem, change } = useChange();
  const { id, how, created, seen, current } = session;
  const device = session.device || say('account.unknownDevice');
  const day = dayOf(created, language);
  const way = WAYS.find((known) => known === how);
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <p className={styles.name}>
          {device}{' '}
          {current && (
            <span className={styles.here}>
              <Glyph name="calm" size={14} />
              {say('account.sessionHere')}
            </span>
          )}
        </p>
        <span>
          {way && `${say(`account.session.${way}`)} · `}
          {isNow(seen)
            ? say('account.sessionNow', { day })
            : say('account.sessionSince', { day, ago: ago(seen, language) })}
        </span>
        <Problem text={problem} />
      </div>
      {!current && (
        <Button
          size="compact-sm"
          variant="default"
          aria-disabled={busy}
          aria-label={say('account.endSessionNamed', { device, day })}
          onClick={() => void change(() => del(`/api/v1/sessions/${encodeURIComponent(id)}`))}
        >
          {say('account.endSession')}
        </Button>
      )}
    </li>
  );
}
