import { SENSITIVITIES, type Sensitivity } from '@cairn/model';
import type { Compartment } from '../api/shapes.ts';
import type { Draft } from './drafts.ts';
import { formsOf } from './form-kinds.ts';
import type { Body } from './merge.ts';

/** With which an incident begins that somebody enters: nobody has looked at it yet. */
const FIRST_STAGE = 'new';

/**
 * What stands in the form of a new incident before anybody typed: its stage, where the writer's clearance reaches what is
 * internal. Whoever writes for the public only cannot write a stage; theirs is found among what has none.
 */
export function firstBody(compartment: Pick<Compartment, 'clearance'> | undefined): Body {
  const rank = (level: Sensitivity) => SENSITIVITIES.indexOf(level);
  const reaches = compartment !== undefined && rank(compartment.clearance as Sensitivity) >= rank('internal');
  return reaches ? { status: FIRST_STAGE } : {};
}

/** The draft of a new incident in another compartment: a stage that nobody chose is the one with which it begins there. */
export function inCompartment(draft: Draft, compartment: Compartment): Draft {
  const body = firstBody(compartment);
  const chosen = draft.forms.status !== formsOf('incident', draft.base.body).status;
  const status = chosen ? draft.forms.status : formsOf('incident', body).status;
  return { ...draft, compartment: compartment.id, base: { revision: 0, body }, forms: { ...draft.forms, status } };
}
