import '../words/evidence.ts';
import '../words/records.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { record } from '../api/questions.ts';
import type { Item } from '../api/shapes.ts';
import { beginDraft, useDraft } from '../edit/draft.ts';
import { ChangedMeanwhile, Restored } from '../edit/meanwhile.tsx';
import type { Body } from '../edit/merge.ts';
import styles from '../edit/notices.module.css';
import { type Part, RecordForm } from '../edit/record-form.tsx';
import { leads } from '../edit/rights.ts';
import { useSaving } from '../edit/saving.ts';
import { useVisit } from '../frame/visit.tsx';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';

const route = getRouteApi('/items/$id/edit');

/** Changes what people wrote about an item. */
export function EditItemPage() {
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(record<Item>(id));
  if (error) return <Trouble error={error} again={refetch} />;
  if (!data) return <Waiting />;
  if (data.kind !== 'item') return <Trouble error={null} />;
  return <Edit key={id} item={data} />;
}

function Edit({ item }: { item: Item }) {
  const { say } = useWords();
  const { field } = route.useSearch();
  const navigate = useNavigate();
  const leave = () => void navigate({ to: '/items/$id', params: { id: item.id } });
  const base = { revision: item.revision, body: item.body as Body };
  const { draft, restored, change, discard } = useDraft('item', item.id, () => beginDraft('item', base));
  const saving = useSaving({
    kind: 'item',
    id: item.id,
    draft,
    change,
    onSaved: () => {
      discard(draft);
      leave();
    },
  });
  return (
    <RecordForm
      kind="item"
      id={item.id}
      title={say('edit.title.item', { reference: item.reference })}
      parts={useParts(item)}
      draft={draft}
      change={change}
      saving={saving}
      onLeave={leave}
      begin={field}
      compartment={item.compartment}
      where={
        <p className={styles.where}>
          <Link to="/items/$id" params={{ id: item.id }}>
            <Glyph name="back" size={14} /> {say('evidence.toItem')}
          </Link>
          <span>{item.compartment}</span>
        </p>
      }
      above={
        <>
          {restored && <Restored onDiscard={() => discard(beginDraft('item', base))} />}
          <ChangedMeanwhile record={item} draft={draft} onTakeIn={saving.takeIn} />
        </>
      }
    />
  );
}

function useParts(item: Item): readonly Part[] {
  const { who } = useVisit();
  const identity = 'url' in item.body || 'collectedUnder' in item.body || leads(who, item.compartment);
  return [
    { title: 'edit.part.item', fields: ['title', 'itemKind', 'captureClass', 'graphic'] },
    { title: 'edit.part.obtained', fields: ['source', 'sourceCode', 'provenance', 'consent', 'conditions', 'licence'] },
    { title: 'edit.part.kept', fields: ['storagePlace', 'publicUrl'] },
    { title: 'edit.part.collected', help: 'edit.part.collectedHelp', fields: ['collection'] },
    ...(identity
      ? [{ title: 'edit.part.whoSees', help: 'identity.mark', fields: ['url', 'collectedUnder'] } as const]
      : []),
    { title: 'edit.part.team', fields: ['sensitivity', 'notes'] },
  ];
}
