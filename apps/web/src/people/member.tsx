import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { del, post } from '../api/client.ts';
import { useVisit } from '../frame/visit.tsx';
import { Glyph } from '../look/glyph.tsx';
import { useWords } from '../words/words.ts';
import { useChange } from './change.ts';
import { dayInWords } from './day.ts';
import { Decision } from './decision.tsx';
import { LinkOnce } from './link-once.tsx';
import styles from './member.module.css';
import { ChangeRights } from './rights-change.tsx';
import { Sees } from './sees.tsx';
import type { Link, Member, Rights } from './shapes.ts';
import { StateSign, stateOf } from './state.tsx';

interface Props {
  compartment: { id: string; name: string };
  member: Member;
  /** Whether the reader leads this compartment. */
  leading: boolean;
  onClose: () => void;
}

/** One member: what is known of them here, what they see, and what may be changed. */
export function MemberSheet(props: Props) {
  const { compartment, member, leading, onClose } = props;
  const { say } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another member, another heading to begin at.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [member.account]);
  return (
    <section className={styles.sheet} aria-label={member.name}>
      <div className={styles.head}>
        <h2 ref={heading} tabIndex={-1}>
          {member.name}
        </h2>
        <button type="button" className={styles.close} aria-label={say('panel.close')} onClick={onClose}>
          <Glyph name="close" />
        </button>
      </div>
      <Facts member={member} />
      {leading && <Sees compartment={compartment.id} account={member.account} name={member.name} />}
      <Changes {...props} />
    </section>
  );
}

function Facts({ member }: { member: Member }) {
  const { say, language } = useWords();
  const { role, email, clearance, identities, lastSignIn } = member;
  return (
    <dl className={styles.facts}>
      <Fact name={say('people.role')}>{say(`people.role.${role}`)}</Fact>
      {email && <Fact name={say('people.email')}>{email}</Fact>}
      {clearance && (
        <>
          <Fact name={say('people.state')}>
            <StateSign state={stateOf(member)} />
          </Fact>
          <Fact name={say('people.clearance')}>
            {say(`people.level.${clearance}`)}: {say(`people.reads.${clearance}`)}
          </Fact>
          <Fact name={say('people.identities')}>
            {say(role === 'lead' || identities ? 'people.identities.may' : 'people.identities.mayNot')}
          </Fact>
          <Fact name={say('people.lastSignIn')}>
            {lastSignIn ? dayInWords(lastSignIn, language) : say('people.never')}
          </Fact>
        </>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Changes({ compartment, member, leading, onClose }: Props) {
  const { who } = useVisit();
  const path = `/api/v1/compartments/${encodeURIComponent(compartment.id)}/people/${encodeURIComponent(member.account)}`;
  const own = member.account === who.account.id;
  if (!leading && !own) return null;
  return (
    <div className={styles.changes}>
      {leading && !own && member.invited && !member.suspended && (
        <Again path={path} compartment={compartment.id} member={member} />
      )}
      {leading && !own && member.resting && <Readmit path={path} compartment={compartment.id} member={member} />}
      {leading && <Rewrite path={path} compartment={compartment.id} member={member} />}
      {own && <Travel compartment={compartment} />}
      <Remove path={path} compartment={compartment} member={member} own={own} onClose={onClose} />
    </div>
  );
}

interface ChangeProps {
  path: string;
  compartment: string;
  member: Member;
}

function Rewrite({ path, compartment, member }: ChangeProps) {
  const { say } = useWords();
  const [open, setOpen] = useState(false);
  const now: Rights = {
    role: member.role,
    clearance: member.clearance ?? 'public',
    identities: member.identities ?? false,
  };
  if (open) {
    return (
      <ChangeRights path={path} member={member} now={now} compartment={compartment} onClose={() => setOpen(false)} />
    );
  }
  return (
    <Button variant="default" size="sm" className={styles.action} onClick={() => setOpen(true)}>
      {say('people.change')}
    </Button>
  );
}

/** For somebody who never came in: another link, and the ones before it end. */
function Again({ path, compartment, member }: ChangeProps) {
  const { say } = useWords();
  const [link, setLink] = useState<Link | null>(null);
  const { run, busy, error } = useChange(() => post<Link>(`${path}/invitation`), [['people', compartment]]);
  if (link) return <LinkOnce {...link} name={member.name} onDone={() => setLink(null)} />;
  return (
    <Decision
      verb={say('people.again')}
      consequence={<p>{say('people.again.consequence', { name: member.name })}</p>}
      busy={busy}
      error={error}
      onDecide={async () => {
        const done = await run(undefined);
        if (done) setLink(done.answer);
        return false;
      }}
    />
  );
}

function Readmit({ path, compartment, member }: ChangeProps) {
  const { say } = useWords();
  const { run, busy, error } = useChange(() => post(`${path}/readmit`), [['people', compartment]]);
  const why = member.resting === 'travel' ? 'people.readmit.travel' : 'people.readmit.reset';
  return (
    <Decision
      verb={say('people.readmit')}
      consequence={<p>{say(why, { name: member.name })}</p>}
      busy={busy}
      error={error}
      onDecide={async () => (await run(undefined)) !== null}
    />
  );
}

function Travel({ compartment }: { compartment: { id: string; name: string } }) {
  const { say } = useWords();
  const { run, busy, error } = useChange(
    () => post(`/api/v1/compartments/${encodeURIComponent(compartment.id)}/travel`),
    [[]],
  );
  return (
    <Decision
      verb={say('people.travel')}
      consequence={<p>{say('people.travel.consequence', { compartment: compartment.name })}</p>}
      busy={busy}
      error={error}
      onDecide={async () => (await run(undefined)) !== null}
    />
  );
}

interface RemoveProps {
  path: string;
  compartment: { id: string; name: string };
  member: Member;
  own: boolean;
  onClose: () => void;
}

function Remove({ path, compartment, member, own, onClose }: RemoveProps) {
  const { say } = useWords();
  const { run, busy, error } = useChange(() => del(path), own ? [[]] : [['people', compartment.id]]);
  const words = { name: member.name, compartment: compartment.name };
  return (
    <Decision
      verb={say(own ? 'people.leaveHere' : 'people.remove')}
      consequence={<p>{say(own ? 'people.leaveHere.consequence' : 'people.remove.consequence', words)}</p>}
      busy={busy}
      error={error}
      onDecide={async () => {
        const done = await run(undefined);
        if (done) onClose();
        return false;
      }}
    />
  );
}
