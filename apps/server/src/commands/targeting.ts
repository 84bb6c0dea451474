import { carryOut, carryOutUnplanned, readPlan, type Side } from '@cairn/statistics';
import { type Command, optional, UsageError, type Values, word } from './command.ts';
import { textOfGiven } from './given-file.ts';
import { atItsLine, parseStrata } from './strata-file.ts';
import { targetingJson, targetingLines } from './targeting-text.ts';

const GAMMAS = '1,1.5,2,3,5';

export const targeting: Command = {
  usage:
    'targeting STRATA.csv [--plan PLAN.json --digest HEX] [--side greater|less|two-sided] [--alpha 0.05] [--confidence 0.95] [--gamma 1,1.5,2,3,5]',
  summary: 'Tests exactly whether harm fell on a group regardless of status, among people who were equally exposed.',
  details: `STRATA.csv has the columns stratum, exposed, group, hit, hit_group: in each stratum how many comparable persons were
exposed, how many of them belong to the group, how many were hit, and how many of the hit belong to the group.
Other columns are left out. It needs no data folder.

A planned test has a plan that was entered before anybody looked at results: "cairn targeting plan" prints its digest;
keep that outside. With --plan and --digest the plan is held against it. Without them the output says that
nothing was planned, and --side (two-sided unless told), --alpha, --confidence and --gamma choose the test.
There is no p where fewer than five were hit, or fewer than two strata can tell anything. See docs/statistics.md.`,
  options: {
    plan: { type: 'string' },
    digest: { type: 'string' },
    side: { type: 'string' },
    alpha: { type: 'string' },
    confidence: { type: 'string' },
    gamma: { type: 'string' },
  },
  words: [1, 1],
  async run(context, words, values) {
    const carriedOut = await testOf(values);
    const file = word(words, 0);
    const given = parseStrata(await textOfGiven(file), file);
    if (given.ignored.length > 0)
      context.say(`Left out: ${given.ignored.map((name) => JSON.stringify(name)).join(', ')}.`);
    const result = await carriedOut(given.strata).catch((error: unknown) => {
      throw atItsLine(error, file, given);
    });
    if (context.json) context.out(JSON.stringify(targetingJson(result)));
    else for (const line of targetingLines(result)) context.out(line);
    return 0;
  },
};

type Carry = (strata: Parameters<typeof carryOut>[1]) => ReturnType<typeof carryOut>;

/** The plan is read, and refused, before the counts are. */
async function testOf(values: Values): Promise<Carry> {
  const [file, digest] = [optional(values, 'plan'), optional(values, 'digest')];
  if (file === undefined && digest === undefined) {
    const choices = choicesOf(values);
    return async (strata) => carryOutUnplanned(choices, strata);
  }
  if (file === undefined || digest === undefined)
    throw new UsageError('--plan and --digest belong together: the plan, and the digest that was kept of it.');
  const more = ['side', 'alpha', 'confidence', 'gamma'].find((name) => values[name] !== undefined);
  if (more !== undefined) throw new UsageError(`--${more} stands in the plan. Leave it out beside --plan.`);
  const registered = {
    plan: readPlan(await textOfGiven(file)),
    digest: digest.trim().toLowerCase(),
    registeredAt: null,
  };
  return (strata) => carryOut(registered, strata, new Date().toISOString());
}

function choicesOf(values: Values) {
  const share = (text: string, option: string) => numberOf(text, option, (value) => value > 0 && value < 1);
  return {
    side: sideOf(optional(values, 'side') ?? 'two-sided'),
    alpha: share(optional(values, 'alpha') ?? '0.05', 'alpha'),
    confidence: share(optional(values, 'confidence') ?? '0.95', 'confidence'),
    gammas: (optional(values, 'gamma') ?? GAMMAS)
      .split(',')
      .map((text) => numberOf(text, 'gamma', (value) => value >= 1 && value <= 1e6)),
  };
}

function sideOf(text: string): Side {
  if (text === 'greater' || text === 'less' || text === 'two-sided') return text;
  throw new UsageError(`--side takes greater, less or two-sided, not ${JSON.stringify(text)}.`);
}

function numberOf(text: string, option: string, fits: (value: number) => boolean): number {
  const number = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (fits(number)) return number;
  const range = option === 'gamma' ? 'numbers from 1 to 1000000, with commas between' : 'a number between 0 and 1';
  throw new UsageError(`--${option} takes ${range}, not ${JSON.stringify(text)}.`);
}
