import '../words/people.ts';
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useVisit } from '../frame/visit.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import { WhoOpenedWhat } from './activity.tsx';
import { Invite } from './invite.tsx';
import { MemberList } from './list.tsx';
import { MemberSheet } from './member.tsx';
import { Notices } from './notices.tsx';
import styles from './page.module.css';
import { people } from './questions.ts';
import { RightsHistory } from './rights-history.tsx';
import { PEOPLE_VIEWS } from './view.ts';

const route = getRouteApi('/people');

/** Who belongs to a compartment, and what each of them may do and read. */
export function PeoplePage() {
  const { say } = useWords();
  const { who, filter } = useVisit();
  const { compartment: wished } = route.useSearch();
  const mine = who.compartments;
  const chosen = mine.find(({ id }) => id === wished) ?? mine.find(({ id }) => id === filter.compartment) ?? mine.at(0);
  return (
    <>
      <header className={styles.head}>
        <h1>{say('people.title')}</h1>
        {chosen && <Choice chosen={chosen.id} />}
      </header>
      <Notices />
      {chosen ? (
        <Compartment key={chosen.id} compartment={chosen} />
      ) : (
        <p className={styles.nowhere}>{say('people.nowhere')}</p>
      )}
    </>
  );
}

function Choice({ chosen }: { chosen: string }) {
  const { say } = useWords();
  const { who } = useVisit();
  const navigate = route.useNavigate();
  if (who.compartments.length < 2) return <p className={styles.place}>{who.compartments[0]?.name}</p>;
  return (
    <NativeSelect
      size="xs"
      aria-label={say('people.compartment')}
      data={who.compartments.map(({ id, name, code }) => ({ value: id, label: code ? `${code} · ${name}` : name }))}
      value={chosen}
      onChange={(event) => void navigate({ search: { compartment: event.currentTarget.value } })}
    />
  );
}

interface Place {
  compartment: { id: string; name: string; role: string };
}

function Compartment({ compartment }: Place) {
  const { say } = useWords();
  const { view } = route.useSearch();
  const leading = compartment.role === 'lead';
  const shown = leading ? view : undefined;
  return (
    <>
      {leading && (
        <nav className={styles.views} aria-label={say('people.views')}>
          {PEOPLE_VIEWS.map((each) => (
            <Link
              key={each}
              to="/people"
              search={{ compartment: compartment.id, ...(each === 'members' ? {} : { view: each }) }}
              activeOptions={{ exact: true }}
              className={styles.view}
              aria-current={(shown ?? 'members') === each ? 'page' : undefined}
            >
              {say(`people.view.${each}`)}
            </Link>
          ))}
        </nav>
      )}
      {shown === 'opened' && <WhoOpenedWhat compartment={compartment.id} />}
      {shown === 'changes' && <RightsHistory compartment={compartment.id} />}
      {(shown ?? 'members') === 'members' && <Members compartment={compartment} />}
    </>
  );
}

function Members({ compartment }: Place) {
  const { say } = useWords();
  const { who } = useVisit();
  const { person } = route.useSearch();
  const navigate = route.useNavigate();
  const [inviting, setInviting] = useState(false);
  const inviter = useRef<HTMLButtonElement>(null);
  const { data, error, isPending, refetch } = useQuery(people(compartment.id));
  const leading = compartment.role === 'lead';
  const member = data?.find(({ account }) => account === person);
  if (isPending) return <Waiting />;
  if (error) return <Trouble error={error} again={refetch} />;

  return (
    <div className={styles.members} data-open={member !== undefined}>
      <div className={styles.list}>
        {leading && (
          <div className={styles.inviting}>
            {inviting ? (
              <Invite
                compartment={compartment}
                onClose={() => {
                  setInviting(false);
                  requestAnimationFrame(() => inviter.current?.focus());
                }}
              />
            ) : (
              <Button ref={inviter} size="sm" onClick={() => setInviting(true)}>
                {say('people.invite')}
              </Button>
            )}
          </div>
        )}
        <MemberList
          members={data}
          compartment={compartment.id}
          selected={person}
          own={who.account.id}
          leading={leading}
        />
        {!leading && <p className={styles.less}>{say('people.less')}</p>}
      </div>
      {member && (
        <aside className={styles.aside}>
          <MemberSheet
            key={member.account}
            compartment={compartment}
            member={member}
            leading={leading}
            onClose={() => void navigate({ search: { compartment: compartment.id }, resetScroll: false })}
          />
        </aside>
      )}
    </div>
  );
}
