import { post, Refused } from '../api/client.ts';
import { useVisit } from '../frame/visit.tsx';
import { useChange } from '../people/change.ts';
import { Decision } from '../people/decision.tsx';
import { type Assertion, assertPasskey } from '../session/passkey.ts';
import { useWords } from '../words/words.ts';
import styles from './page.module.css';
import { erasures } from './questions.ts';
import type { Erasure, Result } from './shapes.ts';

interface Props {
  erasure: Erasure;
  onDone: (result: Result) => void;
}

const pathOf = ({ id }: Erasure) => `/api/v1/erasures/${encodeURIComponent(id)}`;

/** The passkey signs the digest of exactly this request; the server checks both before anything is erased. */
async function approve(erasure: Erasure): Promise<Result> {
  const question = await post<Assertion>('/api/v1/assertions/options', { subject: erasure.digest });
  const { challenge, response } = await assertPasskey(question);
  return post<Result>(`${pathOf(erasure)}/approve`, { challenge, response });
}

/** The second person's yes or no; for whoever asked, why it is not theirs to give. */
export function Decide({ erasure, onDone }: Props) {
  const { say } = useWords();
  const { who } = useVisit();
  const role = who.compartments.find(({ id }) => id === erasure.compartment)?.role;
  const own = erasure.requestedBy === who.account.id;
  const may = !own && (role === 'reviewer' || role === 'lead');
  return (
    <section className={styles.part}>
      <h2>{say('erasure.decision')}</h2>
      <p>{say(own ? 'erasure.own' : may ? 'erasure.second' : 'erasure.notYours')}</p>
      <div className={styles.decisions}>
        {may && <Approve erasure={erasure} onDone={onDone} />}
        {(may || own) && <Refuse erasure={erasure} own={own} />}
      </div>
    </section>
  );
}

function Approve({ erasure, onDone }: Props) {
  const { say } = useWords();
  const { run, busy, error } = useChange(
    () => approve(erasure),
    [erasures.queryKey, ['record'], ['related'], ['revisions']],
  );
  const needsPasskey = error instanceof Refused && error.code === 'passkey-needed';
  return (
    <Decision
      verb={say('erasure.approve')}
      consequence={
        <>
          <p>{say('erasure.approve.consequence')}</p>
          <p>{say('erasure.approve.passkey')}</p>
        </>
      }
      busy={busy}
      error={error}
      onDecide={async () => {
        const done = await run(undefined);
        if (done) onDone(done.answer);
        return false;
      }}
    >
      {needsPasskey && (
        <p>
          <a href="/account">{say('erasure.passkey.where')}</a>
        </p>
      )}
    </Decision>
  );
}

function Refuse({ erasure, own }: { erasure: Erasure; own: boolean }) {
  const { say } = useWords();
  const { run, busy, error } = useChange(
    (reason: string) => post(`${pathOf(erasure)}/refuse`, { reason }),
    [erasures.queryKey],
  );
  return (
    <Decision
      verb={say(own ? 'erasure.withdraw' : 'erasure.refuse')}
      reasoned
      consequence={<p>{say(own ? 'erasure.withdraw.consequence' : 'erasure.refuse.consequence')}</p>}
      busy={busy}
      error={error}
      onDecide={async (reason) => (await run(reason)) !== null}
    />
  );
}
