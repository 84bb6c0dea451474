import '../words/records.ts';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { keptMemory } from '../anchor/memory.ts';
import { makeProof } from '../api/questions.ts';
import type { AnyRecord, Integrity, Revision } from '../api/shapes.ts';
import { Glyph, type GlyphName } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { useWords } from '../words/words.ts';
import { Moment } from './moment.tsx';
import styles from './verify.module.css';
import type { Holds, Step } from './verifying.ts';

interface Props {
  record: AnyRecord;
  revision: Revision;
  /** What this page shows of the revision, by field. */
  shown: Readonly<Record<string, unknown>>;
  log: Integrity;
}

const GLYPHS: Record<Holds, GlyphName> = { yes: 'calm', conditionally: 'notice', no: 'alarm' };

/** Checks the revision here, in this browser, and says step by step what that shows and what it does not. */
export function Verify({ record, revision: { revision }, shown, log }: Props) {
  const { say } = useWords();
  const check = useMutation({
    mutationFn: async () => {
      const { verifySteps } = await import('./verifying.ts');
      const text = await makeProof(record.id, revision, [...Object.keys(shown), 'at']);
      return verifySteps(text, { record: record.id, revision, shown, knownKey: keptMemory()?.key ?? null, log });
    },
  });
  return (
    <section className={styles.verify}>
      <Button variant="default" loading={check.isPending} onClick={() => check.mutate()}>
        {say('verify')}
      </Button>
      <div aria-live="polite">
        {check.error && <Trouble error={check.error} again={() => check.mutate()} />}
        {check.data && <Steps steps={check.data} />}
      </div>
    </section>
  );
}

function Steps({ steps }: { steps: readonly Step[] }) {
  const { say } = useWords();
  const broken = steps.some(({ word, holds }) => holds === 'no' && word !== 'outside-nobody');
  const held = steps.some(({ word }) => word === 'outside-anchored');
  return (
    <div className={styles.told}>
      <p className={styles.sum}>{say(broken ? 'verify.sum.broken' : 'verify.sum.holds')}</p>
      <ol className={styles.steps}>
        {steps.map(({ word, holds, values }) => (
          <li key={word} className={styles.step} data-holds={holds}>
            <Glyph name={GLYPHS[holds]} />
            <div>
              <p className={styles.word}>{say(`verify.holds.${holds}`)}</p>
              <p>{say(`verify.step.${word}`, values)}</p>
              {typeof values.key === 'string' && <code>{values.key}</code>}
              {typeof values.moment === 'string' && <Moment at={values.moment} />}
            </div>
          </li>
        ))}
      </ol>
      {!broken && <p>{say(held ? 'verify.shows' : 'verify.showsNobody')}</p>}
      <p>{say('verify.notTruth')}</p>
      <p>
        {say('verify.elsewhere')} <code>npx cairn verify FILE --key KEY</code>
      </p>
    </div>
  );
}
