import '../words/enter.ts';
import { type FormEvent, type ReactNode, useRef } from 'react';
import { useWords } from '../words/words.ts';
import { Enrol } from './enrol.tsx';
import { Entry, Problem } from './entry.tsx';
import styles from './first-step.module.css';
import form from './form.module.css';
import type { Onward, Step } from './step.ts';
import { useAttempt } from './use-attempt.ts';
import { byPassword } from './ways.ts';

interface Props<S = Exclude<Step, { name: 'first' }>> {
  step: S;
  onward: Onward;
  onBack: () => void;
}

/** What comes after the password: a code of the app, the app itself where there is none yet, or a recovery code. */
export function SecondStep({ step, ...rest }: Props) {
  const { say } = useWords();
  if (step.name === 'recovery') return <Recovery {...rest} />;
  const { email, password } = step;
  if (step.name === 'code') {
    return (
      <CodeForm {...rest} given={() => ({ email, password })} heading={say('step.code')} help="signIn.codeHelp">
        <p>{say('step.codeWhy')}</p>
      </CodeForm>
    );
  }
  return (
    <CodeForm {...rest} given={() => ({ email, password })} heading={say('step.enrol')} help="enrol.codeHelp">
      <p>{say('step.enrolWhy')}</p>
      <Enrol enrolment={step.enrolment} />
    </CodeForm>
  );
}

function Recovery(rest: Omit<Props, 'step'>) {
  const { say } = useWords();
  const given = (data: FormData) => ({
    email: String(data.get('email')).trim(),
    password: String(data.get('password')),
  });
  return (
    <CodeForm {...rest} given={given} heading={say('step.recovery')} help="step.recoveryHelp" focus={false}>
      <p>{say('step.recoveryWhy')}</p>
      <Entry label="signIn.email" name="email" type="email" autoComplete="username" maxLength={254} autoFocus />
      <Entry
        label="signIn.password"
        help="step.passwordIfAny"
        name="password"
        type="password"
        autoComplete="current-password"
        maxLength={1024}
      />
    </CodeForm>
  );
}

interface CodeProps extends Omit<Props, 'step'> {
  /** E-mail and password that the code goes with. */
  given: (data: FormData) => { email: string; password: string };
  heading: string;
  help: 'signIn.codeHelp' | 'enrol.codeHelp' | 'step.recoveryHelp';
  focus?: boolean;
  children: ReactNode;
}

function CodeForm({ given, heading, help, focus = true, onward, onBack, children }: CodeProps) {
  const { say } = useWords();
  const { busy, problem, attempt } = useAttempt();
  const field = useRef<HTMLInputElement>(null);
  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const code = String(data.get('code')).trim();
    await attempt(async () => onward(await byPassword({ ...given(data), code })));
    field.current?.select();
  }
  return (
    <form className={styles.form} onSubmit={send} noValidate>
      <h1>{heading}</h1>
      {children}
      <Entry
        field={field}
        label={help === 'step.recoveryHelp' ? 'step.recoveryCode' : 'signIn.code'}
        help={help}
        name="code"
        autoComplete="one-time-code"
        inputMode={help === 'enrol.codeHelp' ? 'numeric' : 'text'}
        maxLength={64}
        wrong={problem !== ''}
        autoFocus={focus}
      />
      <Problem text={problem} />
      <button type="submit" className={form.first} aria-disabled={busy}>
        {say(busy ? 'signIn.entering' : 'signIn.enter')}
      </button>
      <button type="button" className={form.plain} onClick={onBack}>
        {say('step.back')}
      </button>
    </form>
  );
}
