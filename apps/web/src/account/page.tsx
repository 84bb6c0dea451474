import '../words/account.ts';
import '../words/enter.ts';
import { useQuery } from '@tanstack/react-query';
import { useVisit } from '../frame/visit.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import styles from './page.module.css';
import { Passkeys } from './passkeys.tsx';
import { PasswordAndCodes } from './password-and-codes.tsx';
import { factors } from './questions.ts';
import { Recovery } from './recovery.tsx';
import { Sessions } from './sessions.tsx';
import { Tokens } from './tokens.tsx';
import { Travel } from './travel.tsx';

/** One's own account: how one gets in, where one is in, what works in one's name, and what one hides from oneself. */
export function AccountPage() {
  const { say } = useWords();
  const { who } = useVisit();
  return (
    <div className={styles.page}>
      <header>
        <h1>{say('account.title')}</h1>
        <p className={styles.who}>
          {who.account.name} · {who.account.email}
        </p>
      </header>
      <WaysIn />
      <Sessions />
      <Tokens />
      <Travel />
    </div>
  );
}

function WaysIn() {
  const { say } = useWords();
  const { data, error, refetch } = useQuery(factors);
  return (
    <section className={styles.section} aria-labelledby="ways-in">
      <h2 id="ways-in">{say('account.waysIn')}</h2>
      {error ? <Trouble error={error} again={refetch} /> : !data && <Waiting />}
      {data && (
        <div className={styles.sheet}>
          <Passkeys passkeys={data.passkeys} />
          <PasswordAndCodes password={data.password} codes={data.totp} />
          <Recovery left={data.recoveryCodes} />
        </div>
      )}
    </section>
  );
}
