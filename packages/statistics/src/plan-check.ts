import type { Plan } from './plan.ts';
import { PlanError } from './plan-error.ts';

/** Longest text of a plan, in UTF-16 units, and most Γ and tests. */
const LONGEST = 10_000;
const MOST_GAMMAS = 100;
const MOST_TESTS = 10_000;

/** Whether a value is a plan, with nothing missing and nothing besides. @throws PlanError naming the key and what to give */
export function requirePlan(value: unknown): asserts value is Plan {
  const plan = partOf(value, 'The plan', [
    ...['form', 'design', 'groups', 'strata', 'window', 'side', 'alpha', 'confidence', 'gammas', 'tests'],
  ]);
  requireOneOf(plan.form, 'form', ['cairn-plan/1']);
  requireOneOf(plan.design, 'design', ['odds', 'rates']);
  const groups = partOf(plan.groups, '"groups"', ['group', 'others']);
  requireText(groups.group, 'groups.group');
  requireText(groups.others, 'groups.others');
  requireText(plan.strata, 'strata');
  requireWindow(plan.window);
  requireOneOf(plan.side, 'side', ['greater', 'less', 'two-sided']);
  requireBetween(plan.alpha, 'alpha');
  requireBetween(plan.confidence, 'confidence');
  requireGammas(plan.gammas, plan.design === 'rates');
  if (!isNumber(plan.tests) || !Number.isInteger(plan.tests) || plan.tests < 1 || plan.tests > MOST_TESTS)
    wrong('tests', plan.tests, `a whole number from 1 to ${MOST_TESTS}: how many tests are planned`);
}

/** The keys of an object of JSON, which are those that it must have. What it inherits counts for nothing. */
function partOf(value: unknown, name: string, keys: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !isPlain(value))
    throw new PlanError(`${name} must be an object with the keys ${keys.join(', ')}.`);
  const own = Reflect.ownKeys(value);
  const missing = keys.find((key) => !own.includes(key));
  if (missing !== undefined) throw new PlanError(`${name} lacks the key "${missing}".`);
  const unknown = own.find((key) => typeof key !== 'string' || !keys.includes(key));
  if (unknown !== undefined)
    throw new PlanError(
      `${name} has the unknown key ${JSON.stringify(String(unknown))}. Its keys are ${keys.join(', ')}.`,
    );
  const hidden = keys.find((key) => {
    const property = Object.getOwnPropertyDescriptor(value, key);
    return property?.enumerable !== true || !Object.hasOwn(property, 'value');
  });
  if (hidden !== undefined) throw new PlanError(`${name} computes its key "${hidden}". Give a plain value.`);
  return value as Record<string, unknown>;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function requireOneOf(value: unknown, key: string, known: readonly string[]): void {
  if (typeof value !== 'string' || !known.includes(value))
    wrong(key, value, known.map((each) => `"${each}"`).join(' or '));
}

function requireText(value: unknown, key: string): void {
  if (typeof value !== 'string' || value.trim() === '') wrong(key, value, 'words that say what is meant');
  else if (value.length > LONGEST) throw new PlanError(`"${key}" is longer than ${LONGEST} characters. Shorten it.`);
  else if (!value.isWellFormed()) throw new PlanError(`"${key}" holds half of a character. Write it again.`);
}

function requireWindow(value: unknown): void {
  const { from, to } = partOf(value, '"window"', ['from', 'to']);
  for (const [key, day] of [
    ['window.from', from],
    ['window.to', to],
  ] as const)
    if (typeof day !== 'string' || !isDay(day)) wrong(key, day, 'a day of the calendar, as 2022-02-24');
  if ((from as string) > (to as string)) throw new PlanError('"window" ends before it begins. Exchange its days.');
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function requireBetween(value: unknown, key: string): void {
  if (!isNumber(value) || !(value > 0 && value < 1)) wrong(key, value, 'a number between 0 and 1, such as 0.05');
}

function requireGammas(value: unknown, none: boolean): void {
  if (!Array.isArray(value) || value.length > MOST_GAMMAS || Object.getPrototypeOf(value) !== Array.prototype)
    wrong('gammas', value, `a list of at most ${MOST_GAMMAS} numbers`);
  else if (none && value.length > 0)
    throw new PlanError('"gammas" must be empty for rates: the reporting threshold is told.');
  else if (!none && value.length === 0) throw new PlanError('"gammas" is empty. Give some, as [1, 1.5, 2, 3, 5].');
  else
    for (let i = 0; i < value.length; i += 1) {
      const gamma: unknown = value[i];
      if (!isNumber(gamma) || !(gamma >= 1 && gamma <= 1e6)) wrong(`gammas[${i}]`, gamma, 'a number from 1 to 1000000');
      else if (i > 0 && gamma <= (value[i - 1] as number)) throw new PlanError('"gammas" must rise, each once.');
    }
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function wrong(key: string, value: unknown, wanted: string): never {
  throw new PlanError(`"${key}" is ${shown(value)}. Give ${wanted}.`);
}

function shown(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  if (typeof value === 'boolean' || value === null || value === undefined) return String(value);
  return Array.isArray(value) ? 'a list' : `of the type ${typeof value}`;
}
