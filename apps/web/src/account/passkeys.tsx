import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { del, post } from '../api/client.ts';
import { Dialog } from '../look/dialog.tsx';
import { Entry, Problem } from '../session/entry.tsx';
import form from '../session/form.module.css';
import { type Creation, createPasskey } from '../session/passkey.ts';
import { useWords } from '../words/words.ts';
import { Ask } from './ask.tsx';
import { dayOf } from './day.ts';
import styles from './page.module.css';
import type { Passkey } from './questions.ts';
import { useChange } from './use-change.ts';

const PATH = '/api/v1/factors/passkeys';

/** Passkeys: what each is called, where it works, when it was last used. */
export function Passkeys({ passkeys }: { passkeys: readonly Passkey[] }) {
  const { say } = useWords();
  const [open, setOpen] = useState<'add' | Passkey | null>(null);
  const close = () => setOpen(null);
  return (
    <div className={styles.part}>
      <h3>{say('account.passkeys')}</h3>
      {passkeys.length === 0 && <p className={styles.note}>{say('account.noPasskeys')}</p>}
      <ul>
        {passkeys.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} onRemove={() => setOpen(passkey)} />
        ))}
      </ul>
      {isSecureContext && window.PublicKeyCredential ? (
        <div className={styles.actions}>
          <Button size="sm" variant="default" onClick={() => setOpen('add')}>
            {say('account.addPasskey')}
          </Button>
        </div>
      ) : (
        <p className={styles.note}>{say('account.noPasskeysHere')}</p>
      )}
      {open === 'add' && <AddPasskey onDone={close} />}
      {open && open !== 'add' && <RemovePasskey passkey={open} onDone={close} />}
    </div>
  );
}

function PasskeyRow({ passkey, onRemove }: { passkey: Passkey; onRemove: () => void }) {
  const { say, language } = useWords();
  const { label, host, here, used } = passkey;
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <p className={styles.name}>{label}</p>
        <span>
          {say(here ? 'account.passkeyHere' : 'account.passkeyNotHere', { host })} ·{' '}
          {used ? say('account.used', { day: dayOf(used, language) }) : say('account.neverUsed')}
        </span>
      </div>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={say('account.removePasskeyNamed', { label })}
        onClick={onRemove}
      >
        {say('account.removePasskey')}
      </Button>
    </li>
  );
}

function AddPasskey({ onDone }: { onDone: () => void }) {
  const { say } = useWords();
  const { busy, problem, change } = useChange();
  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const label = String(new FormData(event.currentTarget).get('label')).trim() || say('account.passkeys');
    const made = await change(async () => {
      const question = await post<Creation>(`${PATH}/options`);
      await post(PATH, { ...(await createPasskey(question)), label });
    });
    if (made) onDone();
  }
  return (
    <Dialog title={say('account.addPasskey')} onLeave={onDone}>
      <form className={styles.fields} onSubmit={send} noValidate>
        <p>{say('account.addPasskeyHow')}</p>
        <Entry
          label="account.passkeyLabel"
          help="account.passkeyLabelHelp"
          name="label"
          autoComplete="off"
          autoCapitalize="sentences"
          maxLength={100}
          autoFocus
        />
        <Problem text={problem} />
        <button type="submit" className={form.first} aria-disabled={busy}>
          {say('account.makePasskey')}
        </button>
      </form>
    </Dialog>
  );
}

function RemovePasskey({ passkey, onDone }: { passkey: Passkey; onDone: () => void }) {
  const { say } = useWords();
  const { busy, problem, change } = useChange();
  const { id, label } = passkey;
  return (
    <Ask
      title={say('account.removePasskeyNamed', { label })}
      action={say('account.remove')}
      busy={busy}
      problem={problem}
      onLeave={onDone}
      onDo={async () => (await change(() => del(`${PATH}/${encodeURIComponent(id)}`))) && onDone()}
    >
      <p>{say('account.removePasskeyAsk', { label })}</p>
    </Ask>
  );
}
