import type { Side } from './conditional.ts';
import { StrataError } from './errors.ts';

/** What is settled before anything is computed: whoever changes it afterwards has another plan, and another digest. */
export interface Plan {
  readonly form: 'cairn-plan/1';
  /** Who is compared with whom, and how both were told apart. */
  readonly groups: { readonly group: string; readonly others: string };
  /** What makes a stratum, and which persons in it count as exposed. */
  readonly strata: string;
  /** First and last day of the conduct that is looked at, `YYYY-MM-DD`. */
  readonly window: { readonly from: string; readonly to: string };
  readonly side: Side;
  readonly alpha: number;
  readonly confidence: number;
  /** Differences in exposure whose p is told beside the result, each 1 or more. */
  readonly gammas: readonly number[];
  /** How many tests this plan and its sisters hold, for `holm`. */
  readonly tests: number;
}

/** A plan with its digest, and when it was entered. */
export interface RegisteredPlan {
  readonly plan: Plan;
  readonly digest: string;
  /** RFC 3339, UTC. */
  readonly registeredAt: string;
}

/** A result was asked for under a plan that is not the one whose digest was given, or that came after it. */
export class PlanError extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'PlanError';
  }
}

/**
 * The plan in one spelling: keys in order of their UTF-16 units, no spaces, numbers as ECMAScript writes them (RFC 8785, for the
 * values that a plan can hold).
 */
export function canonicalPlan(plan: Plan): string {
  requirePlan(plan);
  return canonical(plan);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
}

/** SHA-256 over the canonical plan, in hexadecimal digits. @throws PlanError */
export async function planDigest(plan: Plan): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonicalPlan(plan)));
  return Array.from(new Uint8Array(digest), (octet) => octet.toString(16).padStart(2, '0')).join('');
}

/** Enters a plan. Keep what it returns, or its digest, where nobody can change it, before you look at results. @throws PlanError */
export async function registerPlan(plan: Plan, registeredAt: string): Promise<RegisteredPlan> {
  return { plan, digest: await planDigest(plan), registeredAt };
}

/** @throws PlanError when the digest is not that of the plan */
export async function requireRegistered({ plan, digest }: RegisteredPlan): Promise<void> {
  const own = await planDigest(plan);
  if (own !== digest)
    throw new PlanError(
      `The plan has the digest ${own}, and the one that was entered is ${digest}. It was changed since: enter it anew, and say so.`,
    );
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

function requirePlan({ form, groups, strata, window, side, alpha, confidence, gammas, tests }: Plan): void {
  const wrong = (what: string): never => {
    throw new PlanError(what);
  };
  if (form !== 'cairn-plan/1') wrong(`The form is "${form}". This version knows "cairn-plan/1".`);
  for (const [name, text] of Object.entries({ group: groups.group, others: groups.others, strata }))
    if (typeof text !== 'string' || text.trim() === '') wrong(`The plan does not say its "${name}".`);
  if (!DAY.test(window.from) || !DAY.test(window.to) || window.from > window.to)
    wrong('The window needs a first and a last day, as 2022-02-24.');
  if (!['greater', 'less', 'two-sided'].includes(side))
    wrong(`The side is "${side}". Give greater, less or two-sided.`);
  if (!(alpha > 0 && alpha < 1) || !(confidence > 0 && confidence < 1)) wrong('α and confidence lie between 0 and 1.');
  if (!gammas.every((gamma) => gamma >= 1 && Number.isFinite(gamma))) wrong('Each Γ is a number from 1 up.');
  if (!Number.isInteger(tests) || tests < 1) wrong('Say how many tests are planned: a whole number, 1 or more.');
}

/** A plan that a program read from elsewhere. @throws PlanError */
export function readPlan(text: string): Plan {
  try {
    const plan = JSON.parse(text) as Plan;
    canonicalPlan(plan);
    return plan;
  } catch (error) {
    if (error instanceof PlanError || error instanceof StrataError) throw error;
    throw new PlanError(`The plan cannot be read: ${(error as Error).message}`);
  }
}
