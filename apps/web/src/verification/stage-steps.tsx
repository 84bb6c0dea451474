import { nextStages } from '@cairn/model';
import { Button } from '@mantine/core';
import { useRef } from 'react';
import type { Incident } from '../api/shapes.ts';
import { useVisit } from '../frame/visit.tsx';
import { usePeopleNames } from '../library/people-names.ts';
import { Glyph, type GlyphName } from '../look/glyph.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords, type WordId } from '../words/words.ts';
import { useChanging } from './change.ts';
import { focusSoon } from './focus.ts';
import styles from './stage-steps.module.css';

const SIGNS: Readonly<Record<string, GlyphName>> = {
  reviewed: 'calm',
  documented: 'calm',
  review: 'lock',
  'needs-help': 'notice',
};

/** What a step to a stage is called on its button. */
const STEPS: Readonly<Record<string, WordId>> = {
  open: 'verification.step.open',
  'needs-help': 'verification.step.needs-help',
  review: 'verification.step.review',
  reviewed: 'verification.step.reviewed',
  documented: 'verification.step.documented',
  'set-aside': 'verification.step.set-aside',
};

/** How far the work has come, who stands behind it, and the steps from here. The rules of the record decide which there are. */
export function StageSteps({ incident, mayEdit }: { incident: Incident; mayEdit: boolean }) {
  const { say } = useWords();
  const label = useVocabulary();
  const { who } = useVisit();
  const nameOf = usePeopleNames();
  const { busy, trouble, amend } = useChanging();
  const now = useRef<HTMLParagraphElement>(null);
  const { status = 'new' } = incident.body;
  // Names of an earlier round say nothing of the work that goes on now.
  const review = ['review', 'reviewed', 'documented'].includes(status) ? incident.body.review : undefined;
  const me = who.account.id;
  const role = who.compartments.find(({ name }) => name === incident.compartment)?.role ?? '';
  const steps = nextStages(status, me, review?.readyBy).filter(
    (step) => step !== 'reviewed' || role === 'reviewer' || role === 'lead',
  );

  async function take(step: string) {
    const standing =
      step === 'review'
        ? { review: { readyBy: me } }
        : step === 'reviewed'
          ? { review: { ...review, reviewedBy: me } }
          : {};
    const taken = await amend(
      incident,
      { status: step, ...standing },
      `${label('incident-status', status)} → ${label('incident-status', step)}`,
    );
    // The button that was pressed is gone: the stage that it led to is read next.
    if (taken) focusSoon(now);
  }

  return (
    <section className={styles.stage} aria-label={say('verification.stage')} data-stage={status}>
      <p ref={now} tabIndex={-1} className={styles.now}>
        <Glyph name={SIGNS[status] ?? 'incidents'} />
        <b>{label('incident-status', status)}</b>
        {review && <span className={styles.soft}>{say('verification.readyBy', { name: nameOf(review.readyBy) })}</span>}
        {review?.reviewedBy && (
          <span className={styles.soft}>{say('verification.reviewedBy', { name: nameOf(review.reviewedBy) })}</span>
        )}
        {status === 'review' && review?.readyBy === me && (
          <span className={styles.soft}>{say('verification.needsSecond')}</span>
        )}
      </p>
      {mayEdit && (
        <div className={styles.steps}>
          {steps.map((step) => (
            <Button
              key={step}
              size="compact-sm"
              variant={step === 'review' || step === 'reviewed' ? 'filled' : 'default'}
              disabled={busy}
              onClick={() => void take(step)}
            >
              {say(STEPS[step] ?? 'verification.step.open')}
            </Button>
          ))}
        </div>
      )}
      {trouble !== '' && (
        <p role="alert" className={styles.trouble}>
          <Glyph name="alarm" /> {trouble}
        </p>
      )}
    </section>
  );
}
