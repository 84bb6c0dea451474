import type { Side } from './conditional.ts';
import { requirePlan } from './plan-check.ts';
import { PlanError } from './plan-error.ts';

/** What is settled before anything is computed: whoever changes it afterwards has another plan, and another digest. */
export interface Plan {
  readonly form: 'cairn-plan/1';
  /** `odds`: persons hit among those exposed, per stratum (`carryOut`). `rates`: harms over time under observation (`carryOutRates`). */
  readonly design: 'odds' | 'rates';
  /** Who is compared with whom, and how both were told apart. */
  readonly groups: { readonly group: string; readonly others: string };
  /** What makes a stratum, and which persons in it count as exposed. */
  readonly strata: string;
  /** First and last day of the conduct that is looked at, `YYYY-MM-DD`. */
  readonly window: { readonly from: string; readonly to: string };
  readonly side: Side;
  /** How often, over all `tests` together, the plan may call something a finding that is none. */
  readonly alpha: number;
  /** Of the limits. */
  readonly confidence: number;
  /** Γ whose p is told beside the result, each from 1 to a million, rising; for `rates` empty: there ρ takes their place. */
  readonly gammas: readonly number[];
  /**
   * How many tests this plan and its sisters hold. Each sister names the same number and the same α, and is carried out at α /
   * `tests` (Bonferroni). Holm's procedure needs all p-values at once and never finds less: apply `holm` to them when all were carried
   * out; the sentence of one result stays at the level that needs no sister. A test that ends in counts only was planned all the
   * same, and is not taken off the number.
   */
  readonly tests: number;
}

/** A plan with its digest, and when it was entered. */
export interface RegisteredPlan {
  readonly plan: Plan;
  /** SHA-256 over the canonical plan, 64 small hexadecimal digits. */
  readonly digest: string;
  /** RFC 3339, UTC, with a Z; null where the digest was kept elsewhere and the time is known there. */
  readonly registeredAt: string | null;
}

/**
 * The plan in one spelling: keys in order of their UTF-16 units, no spaces, numbers as ECMAScript writes them (RFC 8785, for the
 * values that a plan can hold). Texts are taken as they are: another space is another plan.
 *
 * @throws PlanError
 */
export function canonicalPlan(plan: unknown): string {
  requirePlan(plan);
  return canonical(plan);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
}

/** SHA-256 over the canonical plan, 64 small hexadecimal digits. @throws PlanError */
export async function planDigest(plan: unknown): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonicalPlan(plan)));
  return Array.from(new Uint8Array(digest), (octet) => octet.toString(16).padStart(2, '0')).join('');
}

/**
 * Enters a plan. Keep what it returns, or its digest, where nobody can change it (a log, a lawyer, a time stamp), before anybody
 * looks at results. What is returned is a copy: changing the given object afterwards changes nothing.
 *
 * @param registeredAt RFC 3339, UTC: `2026-11-21T09:30:00Z`
 * @throws PlanError
 */
export async function registerPlan(plan: Plan, registeredAt: string): Promise<RegisteredPlan> {
  timeOf(registeredAt, 'when it was entered');
  const own = readPlan(canonicalPlan(plan));
  return Object.freeze({ plan: own, digest: await planDigest(own), registeredAt });
}

/**
 * The plan as it was entered, copied and frozen.
 *
 * @param at when it is carried out, RFC 3339, UTC
 * @throws PlanError when the digest is not that of the plan, the plan was entered after `at`, or is for another design
 */
export async function requireRegistered(
  { plan, digest, registeredAt }: RegisteredPlan,
  design: Plan['design'],
  at: string,
): Promise<Plan> {
  const own = readPlan(canonicalPlan(plan));
  const now = timeOf(at, 'when it is carried out');
  if (typeof digest !== 'string' || !/^[0-9a-f]{64}$/.test(digest))
    throw new PlanError(
      'The digest of a plan is 64 small hexadecimal digits. Give the one that was kept when it was entered.',
    );
  const found = await planDigest(own);
  if (found !== digest)
    throw new PlanError(
      `The plan has the digest ${found}, and the one that was entered is ${digest}. It was changed since: enter it anew, and say so.`,
    );
  if (registeredAt !== null && timeOf(registeredAt, 'when it was entered') > now)
    throw new PlanError(
      `The plan was entered at ${registeredAt}, after it is carried out (${at}). Results come after plans.`,
    );
  if (own.design !== design)
    throw new PlanError(`The plan is one for ${own.design}, and these are counts for ${design}.`);
  return own;
}

function timeOf(text: unknown, what: string): number {
  const time = typeof text === 'string' && UTC.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time))
    throw new PlanError(`The time ${what} is ${JSON.stringify(text)}. Give it in UTC, as 2026-11-21T09:30:00Z.`);
  return time;
}

const UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;

/** A plan out of JSON text, frozen. @throws PlanError */
export function readPlan(text: string): Plan {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new PlanError(`The plan is no JSON: ${(error as Error).message}.`);
  }
  requirePlan(value);
  for (const part of [value.groups, value.window, value.gammas]) Object.freeze(part);
  return Object.freeze(value);
}
