import '@mantine/core/styles/Tabs.css';
import '../words/evidence.ts';
import '../words/records.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { record } from '../api/questions.ts';
import type { Item } from '../api/shapes.ts';
import { isBegun } from '../edit/drafts.ts';
import { mayWrite } from '../edit/rights.ts';
import { ErasedNote } from '../erasure/note.tsx';
import { useVisit } from '../frame/visit.tsx';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { History } from '../panel/history.tsx';
import { Panel } from '../panel/panel.tsx';
import { Proof } from '../panel/proof.tsx';
import { Discussion } from '../verification/discussion.tsx';
import { VerificationSteps } from '../verification/steps.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { Checklist } from './checklist.tsx';
import { Custody } from './custody.tsx';
import { Derivatives } from './derivatives.tsx';
import { Elsewhere } from './elsewhere.tsx';
import { ExamineAgain } from './examine-again.tsx';
import { Exposure } from './exposure-note.tsx';
import { FileFacts } from './file-facts.tsx';
import { Graphic } from './graphic.tsx';
import styles from './item-page.module.css';
import { MachineRead } from './machine-read.tsx';
import { lastPart, plainName } from './measures.ts';
import { evidenceOf } from './questions.ts';
import { Recorded } from './recorded.tsx';
import line from './small-form.module.css';
import { Stage } from './stage.tsx';
import { ExaminationState } from './state.tsx';
import { typeOf } from './uses.ts';

const route = getRouteApi('/items/$id');

/** One item: what it looks like, what people wrote about it, what programs read from it, and through whose hands it went. */
export function ItemPage() {
  const { id } = route.useParams();
  const { data, error, isPending, refetch } = useQuery(record<Item>(id));
  if (isPending) return <Waiting />;
  if (error) return <Trouble error={error} again={refetch} />;
  if (data.kind !== 'item') return <Trouble error={null} />;
  return <OneItem key={id} item={data} />;
}

function OneItem({ item }: { item: Item }) {
  const { say } = useWords();
  const { who } = useVisit();
  const { panel, attach } = route.useSearch();
  const navigate = route.useNavigate();
  const evidence = useQuery(evidenceOf(item.id));
  const mayEdit = mayWrite(who, item.compartment);
  return (
    <div className={styles.page}>
      <article className={styles.sheet}>
        <Head item={item} mayEdit={mayEdit} />
        {evidence.error && <Trouble error={evidence.error} again={evidence.refetch} />}
        <Stage item={item} evidence={evidence.data} />
        {evidence.data && item.body.file && evidence.data.examination.state !== 'read' && (
          <div className={line.line}>
            <ExaminationState state={evidence.data.examination.state} mediaType={typeOf(item)} />
            {mayEdit && evidence.data.examination.state !== 'waiting' && <ExamineAgain item={item.id} />}
          </div>
        )}
        <Exposure />
        <Graphic item={item} mayEdit={mayEdit} />
        <FileFacts item={item} />
        <Recorded item={item} />
        <MachineRead item={item} />
        {evidence.data && (
          <>
            <Custody item={item} custody={evidence.data.custody} mayEdit={mayEdit} />
            <Derivatives evidence={evidence.data} />
          </>
        )}
        <Elsewhere
          item={item}
          evidence={evidence.data}
          mayEdit={mayEdit}
          attachTo={attach}
          onAttached={() => void navigate({ search: panel ? { panel } : {}, replace: true })}
        />
      </article>
      <Panel
        view={panel}
        onView={(view) => void navigate({ search: view ? { panel: view } : {}, replace: true })}
        views={[
          {
            name: 'checklist',
            title: say('checklist'),
            content: <Checklist item={item} points={evidence.data?.checklist ?? []} mayEdit={mayEdit} />,
          },
          { name: 'verification', title: say('verification.steps'), content: <VerificationSteps record={item} /> },
          { name: 'discussion', title: say('verification.discussion'), content: <Discussion record={item} /> },
          { name: 'history', title: say('panel.history'), content: <History record={item} /> },
          { name: 'proof', title: say('panel.proof'), content: <Proof record={item} /> },
        ]}
      />
    </div>
  );
}

function Head({ item, mayEdit }: { item: Item; mayEdit: boolean }) {
  const { say } = useWords();
  const { who } = useVisit();
  const label = useVocabulary();
  const { title, file, itemKind } = item.body;
  const begun = isBegun(who.account.id, item.id);
  return (
    <header className={styles.header}>
      <p className={styles.reference}>
        <Link to="/evidence" className={styles.back}>
          <Glyph name="back" size={14} />
          {say('area.evidence')}
        </Link>
        <span>{item.reference}</span>
        <span>{item.compartment}</span>
        {itemKind && <span>{label('item-kind', itemKind)}</span>}
      </p>
      <div className={styles.title}>
        <h1>{title ?? (file?.name ? lastPart(file.name) : item.reference)}</h1>
        {mayEdit && (
          <div className={styles.may}>
            <Link to="/items/$id/edit" params={{ id: item.id }} className={styles.edit}>
              {say(begun ? 'records.continue' : 'records.edit')}
            </Link>
            <Link to="/erasure/new" search={{ record: item.id }} className={styles.erase}>
              {say('incident.erase')}
            </Link>
          </div>
        )}
      </div>
      {title && file?.name && <p className={styles.filename}>{plainName(file.name)}</p>}
      <ErasedNote record={item.id} />
    </header>
  );
}
