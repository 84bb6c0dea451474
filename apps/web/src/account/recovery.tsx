import { Button } from '@mantine/core';
import { useState } from 'react';
import { post } from '../api/client.ts';
import { RecoveryCodes } from '../enter/recovery-codes.tsx';
import { Dialog } from '../look/dialog.tsx';
import { useWords } from '../words/words.ts';
import { Ask } from './ask.tsx';
import styles from './page.module.css';
import { useChange } from './use-change.ts';

/** How many recovery codes are left, and new ones in their place. */
export function Recovery({ left }: { left: number }) {
  const { say } = useWords();
  const [asking, setAsking] = useState(false);
  const [codes, setCodes] = useState<string[]>([]);
  const { busy, problem, change } = useChange();

  async function make() {
    const made = await change(async () => {
      setCodes((await post<{ recoveryCodes: string[] }>('/api/v1/factors/recovery-codes')).recoveryCodes);
    });
    if (made) setAsking(false);
  }

  return (
    <div className={styles.part}>
      <h3>{say('account.recovery')}</h3>
      <p className={styles.note}>{left > 0 ? say('account.recoveryLeft', { n: left }) : say('account.recoveryNone')}</p>
      <div className={styles.actions}>
        <Button size="sm" variant="default" onClick={() => setAsking(true)}>
          {say('account.newRecovery')}
        </Button>
      </div>
      {asking && (
        <Ask
          title={say('account.newRecovery')}
          action={say('account.newRecovery')}
          busy={busy}
          problem={problem}
          onLeave={() => setAsking(false)}
          onDo={() => void make()}
        >
          <p>{say('account.newRecoveryAsk')}</p>
        </Ask>
      )}
      {codes.length > 0 && (
        <Dialog title={say('codes.title')}>
          <RecoveryCodes codes={codes} onKept={() => setCodes([])} />
        </Dialog>
      )}
    </div>
  );
}
