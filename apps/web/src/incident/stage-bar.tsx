import '../words/verification.ts';
import type { Incident } from '../api/shapes.ts';
import { Assignment } from '../verification/assignment.tsx';
import { StageSteps } from '../verification/stage-steps.tsx';
import { useEditingSession } from './session.tsx';

/** How far the work on an incident has come, whose it is now, and the steps from here; under its title. */
export function StageBar({ incident }: { incident: Incident }) {
  const mayEdit = useEditingSession()?.mayEdit ?? false;
  return (
    <>
      <StageSteps incident={incident} mayEdit={mayEdit} />
      <Assignment record={incident} mayEdit={mayEdit} />
    </>
  );
}
