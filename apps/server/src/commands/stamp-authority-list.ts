import { lastStamps, timeAuthorities } from '../record/index.ts';
import type { Command } from './command.ts';
import { withInstance } from './with-instance.ts';

export const stampAuthorityList: Command = {
  usage: 'stamp authority list',
  summary: 'Lists the time-stamp authorities, and how far each has stamped the log.',
  options: {},
  words: [0, 0],
  async run(context) {
    const authorities = await withInstance(context, async ({ sequencer }) => {
      const last = await lastStamps(sequencer);
      return (await timeAuthorities(sequencer)).map(({ name, url, policy, active }) => {
        const stamp = last.get(name);
        return { name, url, policy, active, last: stamp === undefined ? null : { ...stamp, at: timeOf(stamp.at) } };
      });
    });
    if (context.json) context.out(JSON.stringify(authorities));
    else if (authorities.length === 0) context.say('No authority is named. See: cairn stamp authority add --help');
    else
      for (const { name, url, active, last } of authorities)
        context.out(
          `${name}  ${url}  ${active ? '' : 'removed, '}${last === null ? 'no stamp yet' : `stamped ${last.size} entries at ${last.genTime}`}`,
        );
    return 0;
  },
};

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
