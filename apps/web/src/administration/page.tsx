import '../words/people.ts';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useVisit } from '../frame/visit.tsx';
import people from '../people/page.module.css';
import { useWords } from '../words/words.ts';
import { Accounts } from './accounts.tsx';
import { Compartments } from './compartments.tsx';
import { Totals } from './totals.tsx';
import { ADMINISTRATION_VIEWS } from './view.ts';

const route = getRouteApi('/administration');
const VIEWS = { accounts: Accounts, compartments: Compartments, totals: Totals };

/** Accounts, compartments and totals. No record is named or shown here: administrators keep the doors, not the rooms. */
export function AdministrationPage() {
  const { say } = useWords();
  const { who } = useVisit();
  const { view = 'accounts' } = route.useSearch();
  const View = VIEWS[view];
  return (
    <>
      <header className={people.head}>
        <h1>{say('admin.title')}</h1>
      </header>
      {who.account.admin ? (
        <>
          <p className={people.nowhere}>{say('admin.about')}</p>
          <nav className={people.views} aria-label={say('admin.views')}>
            {ADMINISTRATION_VIEWS.map((each) => (
              <Link
                key={each}
                to="/administration"
                search={each === 'accounts' ? {} : { view: each }}
                activeOptions={{ exact: true }}
                className={people.view}
                aria-current={view === each ? 'page' : undefined}
              >
                {say(`admin.view.${each}`)}
              </Link>
            ))}
          </nav>
          <View />
        </>
      ) : (
        <p className={people.nowhere}>{say('admin.closed')}</p>
      )}
    </>
  );
}
