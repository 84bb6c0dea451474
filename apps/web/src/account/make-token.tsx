import { type FormEvent, useState } from 'react';
import { post } from '../api/client.ts';
import { useVisit } from '../frame/visit.tsx';
import { Dialog } from '../look/dialog.tsx';
import { Entry, Problem } from '../session/entry.tsx';
import form from '../session/form.module.css';
import { useWords } from '../words/words.ts';
import styles from './page.module.css';
import { useChange } from './use-change.ts';

/** What a token may be limited to. */
export const SCOPES = ['read', 'write', 'rights'] as const;

const DAY = 86_400_000;
const dayFromNow = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** A new token: first what it is to be, then its text, once. */
export function MakeToken({ onDone }: { onDone: () => void }) {
  const { say } = useWords();
  const { who } = useVisit();
  const { busy, problem, change } = useChange();
  const [incomplete, setIncomplete] = useState(false);
  const [made, setMade] = useState('');

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const label = String(given.get('label')).trim();
    const scopes = given.getAll('scope');
    const compartments = given.getAll('compartment');
    const day = String(given.get('expires'));
    const missing = !label || scopes.length === 0 || day < dayFromNow(0) || day > dayFromNow(365);
    setIncomplete(missing);
    if (missing) return;
    // To the end of that day, yet never past what the server takes for a year.
    const expires = new Date(Math.min(Date.parse(`${day}T23:59:59Z`), Date.now() + 365 * DAY)).toISOString();
    const body = { label, scopes, expires, ...(compartments.length > 0 ? { compartments } : {}) };
    await change(async () => setMade((await post<{ token: string }>('/api/v1/tokens', body)).token));
  }

  if (made) return <MadeToken token={made} onDone={onDone} />;
  return (
    <Dialog title={say('account.makeToken')} onLeave={onDone}>
      <form className={styles.fields} onSubmit={send} noValidate>
        <Entry
          label="account.tokenLabel"
          name="label"
          autoComplete="off"
          autoCapitalize="sentences"
          maxLength={100}
          autoFocus
        />
        <fieldset className={styles.set}>
          <legend>{say('account.tokenScopes')}</legend>
          {SCOPES.map((scope) => (
            <label key={scope} className={styles.tick}>
              <input type="checkbox" name="scope" value={scope} defaultChecked={scope === 'read'} />
              {say(`account.scope.${scope}`)}
            </label>
          ))}
        </fieldset>
        {who.compartments.length > 0 && (
          <fieldset className={styles.set}>
            <legend>{say('account.tokenWhere')}</legend>
            {who.compartments.map(({ id, name }) => (
              <label key={id} className={styles.tick}>
                <input type="checkbox" name="compartment" value={id} />
                {name}
              </label>
            ))}
            <p className={form.help}>{say('account.tokenWhereHelp')}</p>
          </fieldset>
        )}
        <Entry
          label="account.tokenExpires"
          help="account.tokenExpiresHelp"
          name="expires"
          type="date"
          defaultValue={dayFromNow(90)}
          min={dayFromNow(0)}
          max={dayFromNow(365)}
        />
        <Problem text={incomplete ? say('account.tokenWrong') : problem} />
        <button type="submit" className={form.first} aria-disabled={busy}>
          {say('account.makeToken')}
        </button>
      </form>
    </Dialog>
  );
}

function MadeToken({ token, onDone }: { token: string; onDone: () => void }) {
  const { say } = useWords();
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(token).then(() => setCopied(true));
  return (
    <Dialog title={say('account.makeToken')}>
      <p>{say('account.tokenOnce')}</p>
      <code className={styles.once}>{token}</code>
      <output className={form.help}>{copied && say('account.copied')}</output>
      {navigator.clipboard && (
        <button type="button" className={form.quiet} onClick={() => void copy()}>
          {say('account.copy')}
        </button>
      )}
      <button type="button" className={form.first} onClick={onDone}>
        {say('account.done')}
      </button>
    </Dialog>
  );
}
