import { isDay } from './day.ts';
import type { Norm, Warning } from './form.ts';

/**
 * What a conflict was at a time and place, as people classified it with reasons. Occupation is international (common article 2 of
 * the Geneva Conventions); `mixed`: an international and another conflict went on side by side; `none`: there was no conflict.
 */
export const CLASSIFICATIONS = ['iac', 'occupation', 'niac', 'niac-protracted', 'mixed', 'none', 'unclear'] as const;
export type Classification = (typeof CLASSIFICATIONS)[number];

/**
 * Why a norm does not, or may not, reach conduct. `which-conflict`: conflicts of both kinds went on, and with which of them the
 * conduct was linked is still to be shown. `not-protracted`: Rome Statute art. 8(2)(f) demands protracted fighting.
 */
export type GateReason =
  | 'other-conflict'
  | 'no-conflict'
  | 'unclassified'
  | 'which-conflict'
  | 'not-protracted'
  | 'not-yet-in-force'
  | 'no-longer-in-force'
  | 'date-unknown';

/** Whether a norm may be held against conduct at all. `reasons` stand for `no` and `unclear`, `warnings` are always told. */
export interface GateAnswer {
  readonly norm: string;
  readonly fits: 'yes' | 'no' | 'unclear';
  readonly reasons: readonly GateReason[];
  readonly warnings: readonly Warning[];
}

/**
 * Holds a norm against the classification of the conflict and the day of the conduct. It decides no case and no jurisdiction
 * (`forums.ts`): it says what must be settled first. A norm for international conflicts does not reach conduct in another one, however alike its twin is; the
 * warnings of the norm say where there is no twin (Rome Statute art. 8(2)(b)(ii) and (iv) have none).
 *
 * @param on the day of the conduct, `YYYY-MM-DD`, or null where it is unknown
 * @throws RangeError for another text than a day, and for an unknown classification: neither may pass for an answer
 */
export function gate(norm: Norm, classification: Classification, on: string | null): GateAnswer {
  if (on !== null && !isDay(on))
    throw new RangeError(`There is no day ${JSON.stringify(on)}. Give one as 2024-10-24, or null where it is unknown.`);
  if (!CLASSIFICATIONS.includes(classification))
    throw new RangeError(`A conflict is one of ${CLASSIFICATIONS.join(', ')}, not ${JSON.stringify(classification)}.`);
  const conflict = conflictReasons(norm, classification);
  const dates = dateReasons(norm, on);
  const reasons = [...conflict, ...dates];
  const open = reasons.every((reason) => UNSETTLED.has(reason));
  return {
    norm: norm.id,
    fits: reasons.length === 0 ? 'yes' : open ? 'unclear' : 'no',
    reasons,
    warnings: (norm.warnings ?? []).filter((warning) => isOf(warning, classification)),
  };
}

/** What further facts can still turn to yes. */
const UNSETTLED: ReadonlySet<GateReason> = new Set(['unclassified', 'which-conflict', 'date-unknown']);

function conflictReasons({ conflict, warnings }: Norm, classification: Classification): GateReason[] {
  if (conflict === 'any') return [];
  if (classification === 'mixed') return ['which-conflict'];
  if (classification === 'unclear') return ['unclassified'];
  if (classification === 'none') return ['no-conflict'];
  const international = classification === 'iac' || classification === 'occupation';
  if (international !== (conflict === 'iac')) return ['other-conflict'];
  const protracted = warnings?.some(({ code }) => code === 'threshold-protracted') ?? false;
  return protracted && classification === 'niac' ? ['not-protracted'] : [];
}

function dateReasons({ from, to }: Norm, on: string | null): GateReason[] {
  if (from === null && to === null) return [];
  if (on === null) return ['date-unknown'];
  if (from !== null && on < from) return ['not-yet-in-force'];
  return to !== null && on > to ? ['no-longer-in-force'] : [];
}

/** That a twin is missing matters where the conflict was not, or may not have been, international. */
function isOf({ code }: Warning, classification: Classification): boolean {
  return code !== 'no-niac-counterpart' || !(classification === 'iac' || classification === 'occupation');
}
