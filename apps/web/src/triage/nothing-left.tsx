import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EmptyCairn } from '../comfort/empty-cairn.tsx';
import { useWords } from '../words/words.ts';
import type { Standing, Totals } from './shapes.ts';

interface Props {
  totals: Totals;
  standing: Standing;
  onStanding: (standing: Standing) => void;
}

/** Nothing is in hand: all is sorted, or the rest is put off, or it lies with others. */
export function NothingLeft({ totals, standing, onStanding }: Props) {
  const { say } = useWords();
  const { total, waiting, later, others } = totals;
  if (total === 0) return <EmptyCairn>{say('triage.none')}</EmptyCairn>;
  if (waiting > 0 && standing === 'waiting')
    return <EmptyCairn>{say('triage.withOthers', { n: Math.max(waiting, others) })}</EmptyCairn>;
  if (later > 0 && standing === 'waiting')
    return (
      <EmptyCairn
        action={
          <Button variant="filled" onClick={() => onStanding('later')}>
            {say('triage.lookAtLater')}
          </Button>
        }
      >
        {say('triage.onlyLater', { n: later })}
      </EmptyCairn>
    );
  return (
    <EmptyCairn action={<Link to="/triage">{say('triage.toBatches')}</Link>}>
      {say(later > 0 ? 'triage.laterLooked' : 'triage.allSorted', { n: later })}
    </EmptyCairn>
  );
}
