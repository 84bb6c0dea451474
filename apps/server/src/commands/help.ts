import type { Command } from './command.ts';
import { COMMANDS } from './registry.ts';

const EVERYWHERE = `  --data DIR   the data folder (./data unless told)
  --json       print the result as JSON
  --help       how a command is used
`;

/** What `cairn COMMAND --help` prints. */
export function helpOf(command: Command): string {
  const details = command.details === undefined ? '' : `\n${command.details}\n`;
  return `Usage: cairn ${command.usage}\n\n${command.summary}\n${details}\nEverywhere:\n${EVERYWHERE}`;
}

/** What `cairn --help` prints. */
export async function overview(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const lines = commands.map((command) => `  cairn ${command.usage}\n      ${command.summary}`);
  return [
    'Cairn keeps a record of what happens in an armed conflict that nobody can change unseen.',
    `\nCommands:\n${lines.join('\n')}`,
    `\nEverywhere:\n${EVERYWHERE}`,
    'Exit status: 0 when all is well, 1 when a check has findings, 2 for wrong usage or failure.\n',
  ].join('\n');
}
