import { type Problem, problem } from '../problem.ts';

/** One rule for a value at a place; adds what is wrong. */
export type Rule = (value: unknown, path: string, problems: Problem[]) => void;

const say = (problems: Problem[], path: string, message: string) =>
  problems.push(problem(path === '' ? '/' : path, 'mapping', message));

export const text =
  (longest = 1000): Rule =>
  (value, path, problems) => {
    if (typeof value !== 'string' || value.trim() === '') say(problems, path, 'This must be a text that is not empty.');
    else if (value.length > longest) say(problems, path, `This is longer than ${longest} characters.`);
  };

export const integer =
  (least: number, most: number): Rule =>
  (value, path, problems) => {
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most)
      say(problems, path, `This must be a whole number from ${least} to ${most}.`);
  };

export const oneOf =
  (known: readonly unknown[], what = 'one of these'): Rule =>
  (value, path, problems) => {
    if (!known.includes(value))
      say(problems, path, `This must be ${what}: ${known.map((each) => JSON.stringify(each)).join(', ')}.`);
  };

export const matching =
  (fits: (value: string) => boolean, message: (value: string) => string): Rule =>
  (value, path, problems) => {
    text()(value, path, problems);
    if (typeof value === 'string' && value.trim() !== '' && !fits(value)) say(problems, path, message(value));
  };

export const boolean: Rule = (value, path, problems) => {
  if (typeof value !== 'boolean') say(problems, path, 'This must be true or false.');
};

export const either =
  (...rules: readonly (readonly [fits: (value: unknown) => boolean, rule: Rule])[]): Rule =>
  (value, path, problems) => {
    const found = rules.find(([fits]) => fits(value));
    if (found === undefined) say(problems, path, 'This has none of the forms that it may have.');
    else found[1](value, path, problems);
  };

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const list =
  (rule: Rule, least = 0, most = 100): Rule =>
  (value, path, problems) => {
    if (!Array.isArray(value)) return say(problems, path, 'This must be a list: [ … ].');
    if (value.length < least || value.length > most)
      say(problems, path, `This list must have ${least} to ${most} members.`);
    for (const [index, each] of value.entries()) rule(each, `${path}/${index}`, problems);
  };

/** An object whose keys are data. */
export const table =
  (rule: Rule, most = 5000): Rule =>
  (value, path, problems) => {
    if (!isObject(value)) return say(problems, path, 'This must be an object: { … }.');
    const entries = Object.entries(value);
    if (entries.length > most) say(problems, path, `This has more than ${most} entries.`);
    for (const [key, each] of entries) rule(each, `${path}/${key}`, problems);
  };

/** An object with these members and no others; names that end in `?` may be missing. */
export const object = (members: Readonly<Record<string, Rule>>): Rule => {
  const rules = new Map(Object.entries(members).map(([name, rule]) => [name.replace(/\?$/, ''), rule]));
  const needed = Object.keys(members).filter((name) => !name.endsWith('?'));
  return (value, path, problems) => {
    if (!isObject(value)) return say(problems, path, 'This must be an object: { … }.');
    for (const name of needed) if (value[name] === undefined) say(problems, `${path}/${name}`, 'This is missing.');
    for (const [name, each] of Object.entries(value)) {
      const rule = rules.get(name);
      if (rule === undefined)
        say(problems, `${path}/${name}`, `Nothing here is called that. Known: ${[...rules.keys()].join(', ')}.`);
      else if (each !== undefined) rule(each, `${path}/${name}`, problems);
    }
  };
};
