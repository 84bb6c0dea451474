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

/** What `cairn user --help` prints: the commands whose first word it is; null where there are none. */
export async function groupHelp(head: string): Promise<string | null> {
  const lines = await linesOf((name) => name.startsWith(`${head} `));
  return lines.length === 0 ? null : `Commands:\n${lines.join('\n')}\n\nEverywhere:\n${EVERYWHERE}`;
}

async function linesOf(wanted: (name: string) => boolean): Promise<string[]> {
  const loads = Object.entries(COMMANDS).flatMap(([name, load]) => (wanted(name) ? [load()] : []));
  return (await Promise.all(loads)).map((command) => `  cairn ${command.usage}\n      ${command.summary}`);
}

/** What `cairn --help` prints. */
export async function overview(): Promise<string> {
  const lines = await linesOf(() => true);
  return [
    'Cairn keeps a record of what happens in an armed conflict that nobody can change unseen.',
    `\nCommands:\n${lines.join('\n')}`,
    `\nEverywhere:\n${EVERYWHERE}`,
    'Exit status: 0 when all is well, 1 when a check has findings, 2 for wrong usage or failure.\n',
  ].join('\n');
}
