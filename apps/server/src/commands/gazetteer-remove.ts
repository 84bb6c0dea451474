import { removeGazetteer } from '../monitoring/index.ts';
import { operatorName } from '../record/index.ts';
import type { Command } from './command.ts';
import { withInstance } from './with-instance.ts';

export const gazetteerRemove: Command = {
  usage: 'gazetteer remove TITLE',
  summary: 'Takes an added gazetteer away. Places in records keep what was taken from it.',
  options: {},
  words: [1, 1],
  async run(context, [title = '']) {
    await withInstance(context, (instance) => removeGazetteer(instance, operatorName(), title));
    context.out(context.json ? JSON.stringify({ removed: title }) : `"${title}" is no longer searched.`);
    return 0;
  },
};
