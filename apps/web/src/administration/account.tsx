import { useEffect, useRef, useState } from 'react';
import { post } from '../api/client.ts';
import { useVisit } from '../frame/visit.tsx';
import { Glyph } from '../look/glyph.tsx';
import { useChange } from '../people/change.ts';
import { Decision } from '../people/decision.tsx';
import { LinkOnce } from '../people/link-once.tsx';
import styles from '../people/member.module.css';
import type { Link } from '../people/shapes.ts';
import { StateSign, stateOf } from '../people/state.tsx';
import { useWords } from '../words/words.ts';
import { factorsInWords } from './factors.ts';
import { accounts } from './questions.ts';
import type { AccountRow } from './shapes.ts';

interface Props {
  account: AccountRow;
  onClose: () => void;
}

/** One account: its state and ways in, and what an administrator may do about them. */
export function AccountSheet({ account, onClose }: Props) {
  const { say } = useWords();
  const { who } = useVisit();
  const [link, setLink] = useState<Link | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const own = account.id === who.account.id;
  return (
    <section className={styles.sheet} aria-label={account.name}>
      <div className={styles.head}>
        <h2 ref={heading} tabIndex={-1}>
          {account.name}
        </h2>
        <button type="button" className={styles.close} aria-label={say('panel.close')} onClick={onClose}>
          <Glyph name="close" />
        </button>
      </div>
      <dl className={styles.facts}>
        <div>
          <dt>{say('people.email')}</dt>
          <dd>{account.email}</dd>
        </div>
        <div>
          <dt>{say('people.state')}</dt>
          <dd>
            <StateSign state={stateOf(account)} />
          </dd>
        </div>
        <div>
          <dt>{say('admin.factors')}</dt>
          <dd>{factorsInWords(account.factors, say)}</dd>
        </div>
        <div>
          <dt>{say('admin.memberships')}</dt>
          <dd>{say('admin.memberships.count', { n: account.memberships })}</dd>
        </div>
      </dl>
      {link ? (
        <LinkOnce {...link} name={account.name} onDone={() => setLink(null)} />
      ) : own ? (
        <p>{say('admin.own')}</p>
      ) : (
        <div className={styles.changes}>
          {account.invited && !account.suspended && <Again account={account} onLink={setLink} />}
          {account.suspended ? <Readmit account={account} /> : <Suspend account={account} />}
          {!account.invited && <Reset account={account} onLink={setLink} />}
        </div>
      )}
    </section>
  );
}

const pathOf = ({ id }: AccountRow) => `/api/v1/accounts/${encodeURIComponent(id)}`;

interface LinkProps {
  account: AccountRow;
  onLink: (link: Link) => void;
}

function Again({ account, onLink }: LinkProps) {
  const { say } = useWords();
  const { run, busy, error } = useChange(() => post<Link>(`${pathOf(account)}/invitation`), [accounts.queryKey]);
  return (
    <Decision
      verb={say('people.again')}
      consequence={<p>{say('people.again.consequence', { name: account.name })}</p>}
      busy={busy}
      error={error}
      onDecide={async () => {
        const done = await run(undefined);
        if (done) onLink(done.answer);
        return false;
      }}
    />
  );
}

function Suspend({ account }: { account: AccountRow }) {
  const { say } = useWords();
  const { run, busy, error } = useChange(
    (reason: string) => post(`${pathOf(account)}/suspend`, { reason }),
    [accounts.queryKey],
  );
  return (
    <Decision
      verb={say('admin.suspend')}
      reasoned
      consequence={<p>{say('admin.suspend.consequence', { name: account.name })}</p>}
      busy={busy}
      error={error}
      onDecide={async (reason) => (await run(reason)) !== null}
    />
  );
}

function Readmit({ account }: { account: AccountRow }) {
  const { say } = useWords();
  const { run, busy, error } = useChange(() => post(`${pathOf(account)}/readmit`), [accounts.queryKey]);
  return (
    <Decision
      verb={say('people.readmit')}
      consequence={<p>{say('admin.readmit.consequence', { name: account.name })}</p>}
      busy={busy}
      error={error}
      onDecide={async () => (await run(undefined)) !== null}
    />
  );
}

function Reset({ account, onLink }: LinkProps) {
  const { say } = useWords();
  const { run, busy, error } = useChange(
    (reason: string) => post<Link>(`${pathOf(account)}/reset`, { reason }),
    [accounts.queryKey],
  );
  return (
    <Decision
      verb={say('admin.reset')}
      reasoned
      consequence={
        <>
          <p>{say('admin.reset.consequence', { name: account.name })}</p>
          <p>{say('admin.reset.rests')}</p>
        </>
      }
      busy={busy}
      error={error}
      onDecide={async (reason) => {
        const done = await run(reason);
        if (done) onLink(done.answer);
        return false;
      }}
    />
  );
}
