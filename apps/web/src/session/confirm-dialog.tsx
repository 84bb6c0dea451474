import '../words/account.ts';
import { type FormEvent, useEffect, useState } from 'react';
import { post } from '../api/client.ts';
import { Dialog } from '../look/dialog.tsx';
import { useWords } from '../words/words.ts';
import styles from './confirm-dialog.module.css';
import { Entry, Problem } from './entry.tsx';
import form from './form.module.css';
import { type Assertion, assertPasskey } from './passkey.ts';
import { useAttempt } from './use-attempt.ts';

interface Ways {
  passkey: Assertion | null;
  password: boolean;
}

const askForWays = () => post<Ways>('/api/v1/session/confirm/options');

/** "Confirm that it is you": by passkey, or by password and one-time code. */
export function ConfirmDialog({ answered, left }: { answered: () => void; left: () => void }) {
  const { say } = useWords();
  const [ways, setWays] = useState<Ways | null>(null);
  const { busy, problem, attempt } = useAttempt();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the dialog opens.
  useEffect(() => {
    void attempt(async () => setWays(await askForWays()));
  }, []);

  const confirm = (body: () => Promise<unknown>) =>
    attempt(async () => {
      try {
        await post('/api/v1/session/confirm', await body());
        answered();
      } catch (error) {
        // A question to a passkey can be answered once.
        setWays(await askForWays().catch(() => ways));
        throw error;
      }
    });

  return (
    <Dialog title={say('confirm.title')} onLeave={left}>
      <p>{say('confirm.why')}</p>
      {ways && !ways.passkey && !ways.password && <p>{say('confirm.noWay')}</p>}
      {ways?.passkey && <PasskeyWay passkey={ways.passkey} busy={busy} confirm={confirm} />}
      {ways?.passkey && ways.password && <p className={styles.or}>{say('signIn.or')}</p>}
      {ways?.password && <PasswordWay first={!ways.passkey} busy={busy} confirm={confirm} />}
      <Problem text={problem} />
    </Dialog>
  );
}

interface WayProps {
  busy: boolean;
  confirm: (body: () => Promise<unknown>) => Promise<void>;
}

function PasskeyWay({ passkey, busy, confirm }: WayProps & { passkey: Assertion }) {
  const { say } = useWords();
  return (
    <button
      type="button"
      className={form.first}
      aria-disabled={busy}
      // biome-ignore lint/a11y/noAutofocus: the dialog has this one purpose.
      autoFocus
      onClick={() => void confirm(() => assertPasskey(passkey))}
    >
      {say('confirm.passkey')}
    </button>
  );
}

function PasswordWay({ first, busy, confirm }: WayProps & { first: boolean }) {
  const { say } = useWords();
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const body = { password: String(given.get('password')), code: String(given.get('code')).trim() };
    void confirm(async () => body);
  }
  return (
    <form className={styles.way} onSubmit={send} noValidate>
      <Entry
        label="signIn.password"
        name="password"
        type="password"
        autoComplete="current-password"
        autoFocus={first}
      />
      <Entry label="signIn.code" help="signIn.codeHelp" name="code" autoComplete="one-time-code" />
      <button type="submit" className={first ? form.first : form.quiet} aria-disabled={busy}>
        {say('confirm.password')}
      </button>
    </form>
  );
}
