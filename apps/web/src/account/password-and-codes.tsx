import { Button } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { del, post, put } from '../api/client.ts';
import { useVisit } from '../frame/visit.tsx';
import { Dialog } from '../look/dialog.tsx';
import { Glyph } from '../look/glyph.tsx';
import { Waiting } from '../look/waiting.tsx';
import { Problem } from '../session/entry.tsx';
import form from '../session/form.module.css';
import { codeIn, EnrolEntry, isTooShort, NewPasswordEntry } from '../session/new-password.tsx';
import type { Enrolment } from '../session/step.ts';
import { useWords } from '../words/words.ts';
import { Ask } from './ask.tsx';
import styles from './page.module.css';
import { useChange } from './use-change.ts';

type Open = 'password' | 'codes' | 'remove' | null;

/** The password, and the app for its one-time codes: one way in, of two halves. */
export function PasswordAndCodes({ password, codes }: { password: boolean; codes: boolean }) {
  const { say } = useWords();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <div className={styles.part}>
      <h3>{say('account.password')}</h3>
      <p className={styles.note}>{say(password ? 'account.passwordSet' : 'account.passwordNone')}</p>
      <p className={styles.note}>{say(codes ? 'account.codesSet' : 'account.codesNone')}</p>
      {password !== codes && (
        <p className={styles.half}>
          <Glyph name="notice" />
          {say(password ? 'account.passwordAlone' : 'account.codesAlone')}
        </p>
      )}
      <div className={styles.actions}>
        <Button size="sm" variant="default" onClick={() => setOpen('password')}>
          {say(password ? 'account.changePassword' : 'account.setPassword')}
        </Button>
        <Button size="sm" variant="default" onClick={() => setOpen('codes')}>
          {say(codes ? 'account.changeCodes' : 'account.setCodes')}
        </Button>
        {(password || codes) && (
          <Button size="sm" variant="default" onClick={() => setOpen('remove')}>
            {say('account.removeCodes')}
          </Button>
        )}
      </div>
      {open === 'password' && <NewPassword onDone={close} />}
      {open === 'codes' && <NewCodes onDone={close} />}
      {open === 'remove' && <RemoveBoth onDone={close} />}
    </div>
  );
}

function NewPassword({ onDone }: { onDone: () => void }) {
  const { say } = useWords();
  const { who } = useVisit();
  const { busy, problem, change } = useChange();
  const [short, setShort] = useState(false);
  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password'));
    const tooShort = isTooShort(password);
    setShort(tooShort);
    if (!tooShort && (await change(() => put('/api/v1/factors/password', { password })))) onDone();
  }
  return (
    <Dialog title={say('account.setPassword')} onLeave={onDone}>
      <form className={styles.fields} onSubmit={send} noValidate>
        <p>{say('account.setPasswordHow')}</p>
        <NewPasswordEntry email={who.account.email} wrong={short} />
        <Problem text={short ? say('factor.short') : problem} />
        <button type="submit" className={form.first} aria-disabled={busy}>
          {say('account.keepPassword')}
        </button>
      </form>
    </Dialog>
  );
}

function NewCodes({ onDone }: { onDone: () => void }) {
  const { say } = useWords();
  const { busy, problem, change } = useChange();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new secret once, when the dialog opens.
  useEffect(() => {
    void change(async () => setEnrolment(await post<Enrolment>('/api/v1/factors/totp')));
  }, []);
  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = codeIn(new FormData(event.currentTarget));
    if (await change(() => put('/api/v1/factors/totp', { code }))) onDone();
  }
  return (
    <Dialog title={say('account.setCodes')} onLeave={onDone}>
      {!enrolment && (problem ? <Problem text={problem} /> : <Waiting />)}
      {enrolment && (
        <form className={styles.fields} onSubmit={send} noValidate>
          <EnrolEntry enrolment={enrolment} />
          <Problem text={problem} />
          <button type="submit" className={form.first} aria-disabled={busy}>
            {say('account.keepCodes')}
          </button>
        </form>
      )}
    </Dialog>
  );
}

function RemoveBoth({ onDone }: { onDone: () => void }) {
  const { say } = useWords();
  const { busy, problem, change } = useChange();
  return (
    <Ask
      title={say('account.removeCodes')}
      action={say('account.remove')}
      busy={busy}
      problem={problem}
      onLeave={onDone}
      onDo={async () => (await change(() => del('/api/v1/factors/totp'))) && onDone()}
    >
      <p>{say('account.removeCodesAsk')}</p>
    </Ask>
  );
}
