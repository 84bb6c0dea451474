import { lazy, Suspense, useState } from 'react';
import { useWords } from '../words/words.ts';
import { DoorSheet } from './door-sheet.tsx';
import { FirstStep } from './first-step.tsx';
import form from './form.module.css';
import type { Found } from './found.ts';
import styles from './sign-in.module.css';
import type { Onward, Step } from './step.ts';
import { TokenForm } from './token-form.tsx';

// Codes, and what shows how to enrol an app for them, arrive for those who need them.
const loadSecondStep = () => import('./second-step.tsx');
const SecondStep = lazy(async () => ({ default: (await loadSecondStep()).SecondStep }));

interface Props {
  found: Found;
  onSignedIn: () => Promise<void>;
  onTyping: () => void;
}

/** The way in: password and one-time code, passkey, or access token; in plain elements, so that it opens on the slowest line. */
export function SignIn({ found, onSignedIn, onTyping }: Props) {
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

  if (found.door?.setUp) {
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
      {found.ended && <p role="status">{say('signIn.ended')}</p>}
      <FirstStep door={found.door} trouble={found.trouble} onward={onward} onTyping={prepare} />
      <div className={styles.others}>
        <button type="button" className={form.plain} onClick={() => setStep({ name: 'recovery' })}>
          {say('signIn.recover')}
        </button>
        <TokenForm onward={onward} onTyping={onTyping} />
      </div>
    </DoorSheet>
  );
}
