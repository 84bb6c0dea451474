import { useCallback, useEffect, useState } from 'react';
import { Waiting } from '../look/waiting.tsx';
import { DoorSheet } from '../session/door-sheet.tsx';
import { Problem } from '../session/entry.tsx';
import form from '../session/form.module.css';
import { createPasskey } from '../session/passkey.ts';
import { useAttempt } from '../session/use-attempt.ts';
import { useWords, type WordId } from '../words/words.ts';
import { acceptLink, askOffer, type Factor, type Offer, type OpenedLink, type Person } from './acceptance.ts';
import styles from './enter.module.css';
import { factorRefused, passkeyRefused } from './factor-refused.ts';
import { isSpent } from './notices.tsx';
import { PasswordForm } from './password-form.tsx';

const TITLES: Record<OpenedLink['purpose'], WordId> = {
  'set-up': 'factor.title',
  invitation: 'factor.welcome',
  reset: 'factor.reset',
};

interface Props {
  link: string;
  opened: OpenedLink;
  person: Person | null;
  onAccepted: (codes: string[]) => void;
  onClosed: (error: unknown) => void;
}

/** The first factor: a passkey where the address allows one, or a password with one-time codes. */
export function FactorStep({ link, opened, person, onAccepted, onClosed }: Props) {
  const { say } = useWords();
  const [offer, setOffer] = useState<Offer | null>(null);
  const [byPassword, setByPassword] = useState(false);
  const { busy, problem, attempt } = useAttempt();

  const refresh = useCallback(async () => {
    try {
      setOffer(await askOffer(link, person));
    } catch (error) {
      onClosed(error);
    }
  }, [link, person, onClosed]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: one offer for each time that this step is shown.
  useEffect(() => void refresh(), []);

  async function spend(factor: Factor) {
    try {
      onAccepted(await acceptLink(link, person, factor));
    } catch (error) {
      if (isSpent(error)) return onClosed(error);
      // A question to a passkey can be answered once, and for some minutes.
      if ('passkey' in factor) await refresh();
      throw error;
    }
  }

  function withPasskey() {
    const creation = offer?.passkey;
    if (creation) void attempt(async () => spend({ passkey: await createPasskey(creation) }), passkeyRefused);
  }

  if (!offer) return <Waiting />;
  const whose = person ?? opened;
  return (
    <DoorSheet wide>
      <h1>{say(TITLES[opened.purpose])}</h1>
      <p className={styles.person}>
        <strong>{whose.name}</strong>
        <span>{whose.email}</span>
      </p>
      <p>{say('factor.why')}</p>
      {offer.passkey ? (
        <section className={styles.way} aria-labelledby="by-passkey">
          <h2 id="by-passkey">{say('factor.passkey')}</h2>
          <p>{say('factor.passkeyHelp')}</p>
          {!byPassword && <Problem text={problem} />}
          <button
            type="button"
            className={byPassword ? form.quiet : form.first}
            aria-disabled={busy}
            onClick={withPasskey}
          >
            {say('factor.makePasskey')}
          </button>
        </section>
      ) : (
        <p className={form.help}>{say('factor.noPasskey')}</p>
      )}
      {offer.passkey && !byPassword ? (
        <section className={styles.way} aria-labelledby="by-password">
          <h2 id="by-password">{say('factor.password')}</h2>
          <p>{say('factor.passwordHelp')}</p>
          <button type="button" className={form.quiet} onClick={() => setByPassword(true)}>
            {say('factor.choosePassword')}
          </button>
        </section>
      ) : (
        <PasswordForm
          enrolment={offer.totp}
          email={whose.email ?? ''}
          busy={busy}
          problem={problem}
          accept={(factor) => void attempt(() => spend(factor), factorRefused)}
        />
      )}
    </DoorSheet>
  );
}
