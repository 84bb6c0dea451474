import '../words/evidence.ts';
import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { writableBy } from '../edit/rights.ts';
import { useVisit } from '../frame/visit.tsx';
import { Mark } from '../look/mark.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import styles from './list-page.module.css';
import { itemList } from './questions.ts';
import { ContactSheet } from './sheet.tsx';
import { MEDIA_SORTS, type MediaSort } from './view.ts';

const route = getRouteApi('/evidence');

/** The items that the reader may see, the newest first, covered. */
export function EvidencePage() {
  const { say } = useWords();
  const { filter, who } = useVisit();
  const { sort } = route.useSearch();
  const list = useInfiniteQuery(itemList({ compartment: filter.compartment, sort }));
  const pages = list.data?.pages.map(({ items }) => items).filter((page) => page.length > 0) ?? [];
  const count = pages.flat().length;
  const mayAdd = writableBy(who).length > 0;
  return (
    <>
      <header className={styles.head}>
        <h1>{say('area.evidence')}</h1>
        {list.data && count > 0 && (
          <output className={styles.shown}>
            {say(list.hasNextPage ? 'evidence.shownMore' : 'evidence.shown', { n: count })}
          </output>
        )}
        <div className={styles.actions}>
          <SortChoice />
          {mayAdd && count > 0 && <AddLinks />}
        </div>
      </header>
      {list.isPending && <Waiting />}
      {list.error && <Trouble error={list.error} again={list.refetch} />}
      {list.data && count === 0 && <Empty narrowed={sort !== undefined} mayAdd={mayAdd} />}
      {count > 0 && <ContactSheet pages={pages} />}
      {list.hasNextPage && (
        <div className={styles.more}>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {say('list.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function SortChoice() {
  const { say } = useWords();
  const { sort } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <NativeSelect
      size="xs"
      aria-label={say('evidence.sort')}
      data={[
        { value: '', label: say('evidence.sort.all') },
        ...MEDIA_SORTS.map((each) => ({ value: each, label: say(`evidence.sort.${each}`) })),
      ]}
      value={sort ?? ''}
      onChange={(event) => {
        const chosen = event.currentTarget.value as MediaSort | '';
        void navigate({ search: chosen === '' ? {} : { sort: chosen }, replace: true });
      }}
    />
  );
}

function AddLinks() {
  const { say } = useWords();
  return (
    <>
      <Link to="/evidence/other" className={styles.action}>
        {say('evidence.addOther')}
      </Link>
      <Link to="/evidence/add" className={styles.first}>
        {say('evidence.addFiles')}
      </Link>
    </>
  );
}

function Empty({ narrowed, mayAdd }: { narrowed: boolean; mayAdd: boolean }) {
  const { say } = useWords();
  if (narrowed) {
    return (
      <div className={styles.empty}>
        <Mark size={56} />
        <p>{say('evidence.noneOfSort')}</p>
      </div>
    );
  }
  return (
    <div className={styles.empty}>
      <Mark size={56} />
      <p>{say('evidence.nothingYet')}</p>
      {mayAdd && (
        <>
          <p>{say('evidence.begin')}</p>
          <p className={styles.actions}>
            <AddLinks />
          </p>
          <p>
            {say('evidence.beginLine')} <code>npx cairn evidence add PATH --compartment NAME</code>
          </p>
        </>
      )}
    </div>
  );
}
