import { moveProgress, storeMoves } from '../evidence/index.ts';
import { placeName, storesNow } from '../store/index.ts';
import type { Command } from './command.ts';
import { withInstance } from './with-instance.ts';

export const storeShow: Command = {
  usage: 'store show',
  summary: 'Says where the files lie, how many there are, and whether they are being moved.',
  options: {},
  words: [0, 0],
  async run(context) {
    const shown = await withInstance(context, async (instance) => {
      const { setting, all } = await storesNow(instance);
      const files: number[] = [];
      for (const store of all) {
        let count = 0;
        for await (const _ of store.addresses()) count += 1;
        files.push(count);
      }
      const open = (await storeMoves(instance.owner)).findLast(({ ended }) => ended === null);
      const progress = open === undefined ? null : await moveProgress(instance.owner, open.id);
      return {
        current: { ...setting.current, files: files[0] ?? 0 },
        former: setting.former.map((place, i) => ({ ...place, files: files[i + 1] ?? 0 })),
        moving: open === undefined ? null : { to: open.target, began: open.began, done: progress?.done ?? 0 },
      };
    });
    const { current, former } = shown;
    const lines = [
      `Files lie in ${placeName(current)}: ${current.files}.`,
      ...former.map((place) => `In ${placeName(place)}, from which they are being moved: ${place.files} still.`),
      ...(former.length === 0
        ? []
        : [`Where nothing moves them now, call "cairn store move --to ${current.kind}" again.`]),
    ];
    context.out(context.json ? JSON.stringify(shown) : lines.join('\n'));
    return 0;
  },
};
