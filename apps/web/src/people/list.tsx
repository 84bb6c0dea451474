import { Link } from '@tanstack/react-router';
import { useWords } from '../words/words.ts';
import { dayInWords } from './day.ts';
import styles from './list.module.css';
import type { Member } from './shapes.ts';
import { StateSign, stateOf } from './state.tsx';

interface Props {
  members: readonly Member[];
  compartment: string;
  selected: string | undefined;
  /** The reader's own account, which may always be opened. */
  own: string;
  leading: boolean;
}

/** The members of a compartment; for a lead with clearance, state and the day of the last sign-in. */
export function MemberList({ members, compartment, selected, own, leading }: Props) {
  const { say, language } = useWords();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{say('people.name')}</th>
          <th scope="col">{say('people.role')}</th>
          {leading && (
            <>
              <th scope="col">{say('people.clearance')}</th>
              <th scope="col">{say('people.state')}</th>
              <th scope="col">{say('people.lastSignIn')}</th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <tr key={member.account} className={styles.row} aria-current={member.account === selected || undefined}>
            <th scope="row">
              {leading || member.account === own ? (
                <Link
                  to="/people"
                  search={{ compartment, person: member.account }}
                  className={styles.link}
                  resetScroll={false}
                >
                  {member.name}
                </Link>
              ) : (
                member.name
              )}
              {member.account === own && <span className={styles.own}> {say('people.you')}</span>}
              {leading && <span className={styles.email}>{member.email}</span>}
            </th>
            <td data-what={say('people.role')}>{say(`people.role.${member.role}`)}</td>
            {leading && (
              <>
                <td data-what={say('people.clearance')}>
                  {say(`people.level.${member.clearance ?? 'public'}`)}
                  {(member.identities || member.role === 'lead') && (
                    <span className={styles.email}>{say('people.identities.may')}</span>
                  )}
                </td>
                <td data-what={say('people.state')}>
                  <StateSign state={stateOf(member)} />
                </td>
                <td data-what={say('people.lastSignIn')}>
                  {member.lastSignIn ? dayInWords(member.lastSignIn, language) : say('people.never')}
                </td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
