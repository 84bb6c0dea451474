import { useQuery } from '@tanstack/react-query';
import { record } from '../api/questions.ts';
import type { AnyRecord, Link } from '../api/shapes.ts';
import { Trouble } from '../look/trouble.tsx';
import { Moment } from '../panel/moment.tsx';
import { LevelBlocks } from '../value/level.tsx';
import { RecordName } from '../value/record-name.tsx';
import { TimeWords } from '../value/time.tsx';
import { inSentence, useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import styles from './chosen-link.module.css';
import { howWords, nodeName } from './naming.ts';
import type { Relation } from './shapes.ts';
import type { GraphState } from './use-graph.ts';

/** Who says that two records are tied, how firmly the team holds it, and since when. */
export function ChosenLink({ link, state }: { link: Relation | undefined; state: GraphState }) {
  const { say } = useWords();
  return (
    <section className={styles.chosen} aria-label={say('relations.chosen')} aria-live="polite">
      <h2>{say('relations.chosen')}</h2>
      {link ? (
        <Known key={link.id} link={link} state={state} />
      ) : (
        <p className={styles.soft}>{say('relations.chosenNone')}</p>
      )}
    </section>
  );
}

function Known({ link, state }: { link: Relation; state: GraphState }) {
  const { say } = useWords();
  const label = useVocabulary();
  const { data, error, refetch } = useQuery(record<Link>(link.id));
  const { nodes } = state.graph;
  const basis = (data?.body as { basis?: { statementId?: string; itemId?: string; pinpoint?: string }[] })?.basis ?? [];
  return (
    <>
      <p className={styles.tie}>
        {nodeName(nodes.get(link.from), label)} <span className={styles.soft}>{howWords(link.type, say)}</span>{' '}
        {nodeName(nodes.get(link.to), label)}
      </p>
      {error && <Trouble error={error} again={refetch} />}
      {data && (
        <>
          {basis.length > 0 && <LevelBlocks body={data.body} />}
          {link.degree && (
            <p>
              {say('relations.degree')}: {inSentence(label('degree', link.degree))}
            </p>
          )}
          {data.body.time && <TimeWords time={data.body.time} />}
          <h3>{say('relations.says')}</h3>
          {basis.length === 0 && !data.body.reasons && <p className={styles.soft}>{say('relations.saysNone')}</p>}
          {data.body.reasons && (
            <p>
              {say('relations.saysReasons')}: <q>{data.body.reasons}</q>
            </p>
          )}
          <ul className={styles.basis}>
            {basis.map(({ statementId, itemId, pinpoint }) => (
              <li key={`${statementId ?? itemId} ${pinpoint ?? ''}`}>
                <Ground id={statementId ?? itemId ?? ''} />
                {pinpoint && <span className={styles.soft}>{pinpoint}</span>}
              </li>
            ))}
          </ul>
          <p className={styles.soft}>
            {data.reference} · <Moment at={data.at} />
          </p>
        </>
      )}
    </>
  );
}

/** What was said, in the words of whoever said it. */
function Ground({ id }: { id: string }) {
  const { data } = useQuery(record<AnyRecord>(id));
  if (data?.kind !== 'statement') return <RecordName id={id} />;
  const { text, summary, sourceCode, reliability, credibility, language } = data.body;
  return (
    <figure className={styles.statement}>
      {(text ?? summary) && <blockquote lang={language}>{text ?? summary}</blockquote>}
      <figcaption className={styles.soft}>
        {[sourceCode ?? data.reference, [reliability, credibility].filter((each) => each !== undefined).join(' ')]
          .filter(Boolean)
          .join(' · ')}
      </figcaption>
    </figure>
  );
}
