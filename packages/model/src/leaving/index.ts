/** What may leave, for what and to whom. */
export { type Contradiction, contradictionsOf, type Saying } from './contradicting.ts';
export {
  type FieldStanding,
  fieldsFor,
  type HeldBack,
  type Leaving,
  type LeavingContext,
  type LeavingRecord,
  mayLeave,
  TICKED,
  type Verdict,
  type Warning,
} from './may-leave.ts';
export { DEPARTURE_PURPOSES, type DeparturePurpose, EXPORT_PURPOSES, levelForPurpose } from './purposes.ts';
