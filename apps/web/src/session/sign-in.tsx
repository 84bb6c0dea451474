import { lazy, Suspense, useState } from 'react';
import { useWords } from '../words/words.ts';
import { DoorSheet } from './door-sheet.tsx';
import { FirstStep } from './first-step.tsx';
import form from './form.module.css';
import styles from './sign-in.module.css';
import type { Onward, Step } from './step.ts';
import { TokenForm } from './token-form.tsx';

// Codes, and what shows how to enrol an app for them, arrive for those who need them.
const loadSecondStep = () => import('./second-step.tsx');
const SecondStep = lazy(async () => ({ default: (await loadSecondStep()).SecondStep }));

/** What the door says of itself before anybody has signed in. */
export interface Door {
  /** Whether passkeys work under the address that this page was opened with. */
  passkeys: boolean;
  /** Whether nobody has an account yet. */
  setUp: boolean;
}

interface Props {
  /** Null while it is not known: the form does not wait for it. */
  door: Door | null;
  /** What kept the page from learning who is there; null when that went well. */
  trouble: unknown;
  onSignedIn: () => Promise<void>;
  onTyping: () => void;
}

/** The way in: password and one-time code, passkey, or access token; in plain elements, so that it opens on the slowest line. */
export function SignIn({ door, trouble, onSignedIn, onTyping }: Props) {
  const { say } = useWords();
  const [step, setStep] = useState<Step>({ name: 'first' });

  const onward: Onward = async (next) => {
    if (next) setStep(next);
    else await onSignedIn();
  };
  const prepare = () => {
    onTyping();
    void loadSecondStep();
  };

  if (door?.setUp) {
    return (
      <DoorSheet>
        <h1>Cairn</h1>
        <p>{say('signIn.setUp')}</p>
      </DoorSheet>
    );
  }
  if (step.name !== 'first') {
    return (
      <DoorSheet wide={step.name === 'enrol'}>
        <Suspense fallback={<h1>Cairn</h1>}>
          <SecondStep step={step} onward={onward} onBack={() => setStep({ name: 'first' })} />
        </Suspense>
      </DoorSheet>
    );
  }
  return (
    <DoorSheet>
      <h1>Cairn</h1>
      <FirstStep door={door} trouble={trouble} onward={onward} onTyping={prepare} />
      <div className={styles.others}>
        <button type="button" className={form.plain} onClick={() => setStep({ name: 'recovery' })}>
          {say('signIn.recover')}
        </button>
        <TokenForm onward={onward} onTyping={onTyping} />
      </div>
    </DoorSheet>
  );
}
