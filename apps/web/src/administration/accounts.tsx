import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useVisit } from '../frame/visit.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import list from '../people/list.module.css';
import styles from '../people/page.module.css';
import { StateSign, stateOf } from '../people/state.tsx';
import { useWords } from '../words/words.ts';
import { AccountSheet } from './account.tsx';
import { AddAccount } from './add-account.tsx';
import { factorsInWords } from './factors.ts';
import { accounts } from './questions.ts';
import type { AccountRow } from './shapes.ts';

const route = getRouteApi('/administration');

/** Every account with its state and ways in; beside it, what can be done about the one that is chosen. */
export function Accounts() {
  const { say } = useWords();
  const { account: chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const [adding, setAdding] = useState(false);
  const adder = useRef<HTMLButtonElement>(null);
  const { data, error, isPending, refetch } = useQuery(accounts);
  const account = data?.find(({ id }) => id === chosen);
  if (isPending) return <Waiting />;
  if (error) return <Trouble error={error} again={refetch} />;
  return (
    <div className={styles.members} data-open={account !== undefined}>
      <div className={styles.list}>
        <div className={styles.inviting}>
          {adding ? (
            <AddAccount
              onClose={() => {
                setAdding(false);
                requestAnimationFrame(() => adder.current?.focus());
              }}
            />
          ) : (
            <Button ref={adder} size="sm" onClick={() => setAdding(true)}>
              {say('admin.account.add')}
            </Button>
          )}
        </div>
        <AccountTable accounts={data} chosen={chosen} />
      </div>
      {account && (
        <aside className={styles.aside}>
          <AccountSheet
            key={account.id}
            account={account}
            onClose={() => void navigate({ search: {}, resetScroll: false })}
          />
        </aside>
      )}
    </div>
  );
}

function AccountTable({ accounts: rows, chosen }: { accounts: readonly AccountRow[]; chosen: string | undefined }) {
  const { say } = useWords();
  const { who } = useVisit();
  return (
    <table className={list.table}>
      <thead>
        <tr>
          <th scope="col">{say('people.name')}</th>
          <th scope="col">{say('people.state')}</th>
          <th scope="col">{say('admin.factors')}</th>
          <th scope="col">{say('admin.memberships')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((account) => (
          <tr key={account.id} className={list.row} aria-current={account.id === chosen || undefined}>
            <th scope="row">
              <Link to="/administration" search={{ account: account.id }} className={list.link} resetScroll={false}>
                {account.name}
              </Link>
              {account.id === who.account.id && <span className={list.own}> {say('people.you')}</span>}
              <span className={list.email}>{account.email}</span>
            </th>
            <td data-what={say('people.state')}>
              <StateSign state={stateOf(account)} />
              {account.admin && <span className={list.email}>{say('admin.isAdmin')}</span>}
            </td>
            <td data-what={say('admin.factors')}>{factorsInWords(account.factors, say)}</td>
            <td data-what={say('admin.memberships')}>{account.memberships}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
