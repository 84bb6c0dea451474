import { canonicalPlan, planDigest, readPlan } from '@cairn/statistics';
import { type Command, word } from './command.ts';
import { textOfGiven } from './given-file.ts';

export const targetingPlan: Command = {
  usage: 'targeting plan PLAN.json',
  summary: 'Checks the plan of a test and prints its digest, which must be kept before anybody looks at results.',
  details: `PLAN.json holds groups, strata, window, side, alpha, confidence, gammas and tests: docs/statistics.md shows one.
The digest is SHA-256 over the plan in its canonical spelling; spaces and the order of keys do not change it.
Keep it where nobody can change it, or have a lawyer or a time stamp hold it. With --json the canonical spelling is told too.`,
  options: {},
  words: [1, 1],
  async run(context, words) {
    const plan = readPlan(await textOfGiven(word(words, 0)));
    const digest = await planDigest(plan);
    context.out(context.json ? JSON.stringify({ digest, canonical: canonicalPlan(plan) }) : digest);
    return 0;
  },
};
