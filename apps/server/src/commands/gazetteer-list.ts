import { listGazetteers } from '../monitoring/index.ts';
import type { Command } from './command.ts';
import { withInstance } from './with-instance.ts';

export const gazetteerList: Command = {
  usage: 'gazetteer list',
  summary: 'Lists the gazetteers that were added to the one that Cairn brings.',
  options: {},
  words: [0, 0],
  async run(context) {
    const added = await withInstance(context, listGazetteers);
    if (context.json) context.out(JSON.stringify(added));
    else if (added.length === 0) context.out('None was added. Towns of the world (GeoNames) are found without.');
    for (const { name, format, version, places, added: at } of context.json ? [] : added) {
      const edition = version === null ? '' : `, edition ${version}`;
      context.out(`${name}: ${places} places, ${format}${edition}, added ${at.toISOString().slice(0, 10)}`);
    }
    return 0;
  },
};
