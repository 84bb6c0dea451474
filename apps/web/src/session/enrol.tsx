import { lazy, Suspense } from 'react';
import { useWords } from '../words/words.ts';
import styles from './enrol.module.css';
import form from './form.module.css';
import type { Enrolment } from './step.ts';

const QrCode = lazy(async () => ({ default: (await import('./qr-code.tsx')).QrCode }));

/** Base32 in fours, as one types it from a screen. */
const inFours = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? secret;

/** How a one-time code app comes to hold the secret: by camera, or typed in. The page must have loaded the words of enter.ts. */
export function Enrol({ enrolment }: { enrolment: Enrolment }) {
  const { say } = useWords();
  return (
    <div className={styles.enrol}>
      <div className={styles.picture}>
        <Suspense fallback={null}>
          <QrCode text={enrolment.uri} label={say('enrol.picture')} />
        </Suspense>
      </div>
      <div className={styles.words}>
        <p>{say('enrol.scan')}</p>
        <p className={form.help}>{say('enrol.type')}</p>
        <code className={styles.secret}>{inFours(enrolment.secret)}</code>
        <p className={form.help}>
          <a href={enrolment.uri}>{say('enrol.open')}</a>
        </p>
      </div>
    </div>
  );
}
