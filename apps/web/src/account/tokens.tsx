import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { del } from '../api/client.ts';
import { useVisit } from '../frame/visit.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { type Say, useWords } from '../words/words.ts';
import { Ask } from './ask.tsx';
import { dayOf } from './day.ts';
import { MakeToken, SCOPES } from './make-token.tsx';
import styles from './page.module.css';
import { type Token, tokens } from './questions.ts';
import { useChange } from './use-change.ts';

/** What works in one's name, and with what limits. */
export function Tokens() {
  const { say } = useWords();
  const { data, error, refetch } = useQuery(tokens);
  const [open, setOpen] = useState<'make' | Token | null>(null);
  const close = () => setOpen(null);
  return (
    <section className={styles.section} aria-labelledby="tokens">
      <h2 id="tokens">{say('account.tokens')}</h2>
      <p className={styles.note}>{say('account.tokensWhy')}</p>
      {error ? <Trouble error={error} again={refetch} /> : !data && <Waiting />}
      {data && (
        <div className={styles.sheet}>
          <div className={styles.part}>
            {data.length === 0 && <p className={styles.note}>{say('account.noTokens')}</p>}
            <ul>
              {data.map((token) => (
                <TokenRow key={token.id} token={token} onRevoke={() => setOpen(token)} />
              ))}
            </ul>
            <div className={styles.actions}>
              <Button size="sm" variant="default" onClick={() => setOpen('make')}>
                {say('account.makeToken')}
              </Button>
            </div>
          </div>
        </div>
      )}
      {open === 'make' && <MakeToken onDone={close} />}
      {open && open !== 'make' && <RevokeToken token={open} onDone={close} />}
    </section>
  );
}

const mayDo = ({ scopes }: Token, say: Say) =>
  scopes === null
    ? say('account.scope.all')
    : SCOPES.filter((scope) => scopes.includes(scope))
        .map((scope) => say(`account.scope.${scope}`))
        .join(', ');

function TokenRow({ token, onRevoke }: { token: Token; onRevoke: () => void }) {
  const { say, language } = useWords();
  const { who } = useVisit();
  const { label, compartments, expires, revoked } = token;
  const where = compartments
    ?.map((id) => who.compartments.find((each) => each.id === id)?.name)
    .filter(Boolean)
    .join(', ');
  const facts = [
    mayDo(token, say),
    compartments === null ? say('account.everywhere') : where,
    expires ? say('account.tokenUntil', { day: dayOf(expires, language) }) : say('account.tokenForever'),
    ...(revoked ? [say('account.revoked')] : []),
  ];
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <p className={styles.name}>{label}</p>
        <span>{facts.filter(Boolean).join(' · ')}</span>
      </div>
      {!revoked && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={say('account.revokeNamed', { label })}
          onClick={onRevoke}
        >
          {say('account.revoke')}
        </Button>
      )}
    </li>
  );
}

function RevokeToken({ token: { id, label }, onDone }: { token: Token; onDone: () => void }) {
  const { say } = useWords();
  const { busy, problem, change } = useChange();
  return (
    <Ask
      title={say('account.revokeNamed', { label })}
      action={say('account.revoke')}
      busy={busy}
      problem={problem}
      onLeave={onDone}
      onDo={async () => (await change(() => del(`/api/v1/tokens/${encodeURIComponent(id)}`))) && onDone()}
    >
      <p>{say('account.revokeAsk', { label })}</p>
    </Ask>
  );
}
