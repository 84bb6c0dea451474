import { latestCheckpoint, sequence } from '../record/index.ts';
import { Refusal } from '../record/types.ts';
import type { Command } from './command.ts';
import { withInstance } from './with-instance.ts';

export const checkpointExport: Command = {
  usage: 'checkpoint export > FILE',
  summary: 'Prints the newest signed checkpoint. Kept where nobody of this machine reaches it, it anchors the log.',
  options: {},
  words: [0, 0],
  async run(context) {
    const note = await withInstance(context, async (instance) => {
      await sequence(instance);
      return latestCheckpoint(instance);
    });
    if (note === null) throw new Refusal('The log has no checkpoint yet.', '', 'Run: cairn audit');
    // A note is signed with its last line feed; it is printed as it stands.
    context.out(context.json ? JSON.stringify({ checkpoint: note }) : note);
    return 0;
  },
};
