import '../words/people.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useVisit } from '../frame/visit.tsx';
import { Mark } from '../look/mark.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { Moment } from '../panel/moment.tsx';
import { useWords } from '../words/words.ts';
import { useNames } from './names.ts';
import styles from './page.module.css';
import { erasures } from './questions.ts';
import type { Erasure } from './shapes.ts';
import { StateOf } from './state.tsx';

/** Requests to erase: those that wait for a second person first, then what became of the others. */
export function ErasureListPage() {
  const { say } = useWords();
  const { data, error, isPending, refetch } = useQuery(erasures);
  const waiting = data?.filter(({ state }) => state === 'requested') ?? [];
  const decided = data?.filter(({ state }) => state !== 'requested') ?? [];
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{say('erasure.title')}</h1>
        <Link to="/erasure/new" className={styles.new}>
          {say('erasure.new')}
        </Link>
      </header>
      <p className={styles.about}>{say('erasure.about')}</p>
      {isPending && <Waiting />}
      {error && <Trouble error={error} again={refetch} />}
      {data?.length === 0 && (
        <div className={styles.empty}>
          <Mark size={48} />
          <p>{say('erasure.nothing')}</p>
        </div>
      )}
      <Group title={say('erasure.waiting')} list={waiting} />
      <Group title={say('erasure.decided')} list={decided} />
    </div>
  );
}

function Group({ title, list }: { title: string; list: readonly Erasure[] }) {
  if (list.length === 0) return null;
  return (
    <section className={styles.group}>
      <h2>{title}</h2>
      <ul className={styles.requests}>
        {list.map((each) => (
          <li key={each.id}>
            <Request erasure={each} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Request({ erasure }: { erasure: Erasure }) {
  const { say } = useWords();
  const { who } = useVisit();
  const nameOf = useNames(erasure.compartment);
  const { id, requestedAt, requestedBy, targets, reason, state } = erasure;
  const records = new Set(targets.map(({ record }) => record)).size;
  const forMe = state === 'requested' && requestedBy !== who.account.id;
  return (
    <>
      <p className={styles.line}>
        <StateOf state={state} forMe={forMe} />
        <Link to="/erasure/$id" params={{ id }} className={styles.open}>
          {say('erasure.sum', { n: targets.length, records })}
        </Link>
      </p>
      <p className={styles.reason}>{reason}</p>
      <p className={styles.by}>
        {say('erasure.askedBy', { who: nameOf(requestedBy) })} <Moment at={requestedAt} />
      </p>
    </>
  );
}
