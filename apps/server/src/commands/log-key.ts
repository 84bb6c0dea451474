import type { Command } from './command.ts';
import { withInstance } from './with-instance.ts';

export const logKey: Command = {
  usage: 'log key',
  summary: 'Prints the public key of this log (C2SP verifier key). Give it to partners in person or by telephone.',
  options: {},
  words: [0, 0],
  async run(context) {
    const keys = await withInstance(context, async ({ keys: { origin, logKey: log, witnessKey } }) => ({
      origin,
      key: log,
      witness: witnessKey,
    }));
    context.out(context.json ? JSON.stringify(keys) : keys.key);
    return 0;
  },
};
