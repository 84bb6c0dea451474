import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { VERSION } from '../http/version.ts';
import { type Command, type Context, MissingOption, UsageError, type Values } from './command.ts';
import { failureOf } from './failure.ts';
import { groupHelp, helpOf, overview } from './help.ts';
import { COMMANDS, commandAt } from './registry.ts';

const COMMON = {
  data: { type: 'string', default: './data' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/**
 * Runs one `cairn` command.
 *
 * @param argv what follows `cairn`
 * @returns the exit status: 0 when all is well, 1 when a check has findings, 2 for wrong usage or failure
 */
export async function main(argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json');
  try {
    const name = commandAt(leadingWords(argv));
    if (name === null) return await withoutCommand(argv);
    const command = await COMMANDS[name]?.();
    if (command === undefined) throw new UsageError(`There is no command ${name}.`);
    return await runCommand(name, command, argv);
  } catch (error) {
    const failure = failureOf(error);
    if (json) process.stdout.write(`${JSON.stringify({ error: failure })}\n`);
    process.stderr.write(`${failure.message}\n`);
    return 2;
  }
}

async function runCommand(name: string, command: Command, argv: readonly string[]): Promise<number> {
  const { values, positionals } = parse(command, argv);
  if (values.help === true) {
    process.stdout.write(helpOf(command));
    return 0;
  }
  const words = positionals.slice(name.split(' ').length);
  const [least, most] = command.words;
  if (words.length < least || words.length > most) {
    const wrong = words.length < least ? 'A word is missing.' : `What is ${JSON.stringify(words[most])} for?`;
    throw new UsageError(`${wrong} Usage: cairn ${command.usage}`);
  }
  try {
    return await command.run(contextOf(values), words, values);
  } catch (error) {
    if (error instanceof MissingOption) throw new UsageError(`${error.message} Usage: cairn ${command.usage}`);
    throw error;
  }
}

function parse(command: Command, argv: readonly string[]): { values: Values; positionals: string[] } {
  try {
    return parseArgs({ args: [...argv], options: { ...command.options, ...COMMON }, allowPositionals: true });
  } catch (error) {
    // The parser's own text is one sentence and then advice about "--" that seldom fits.
    const [what = ''] = (error as Error).message.split(/\. |\n/);
    throw new UsageError(`${what.replace(/\.$/, '')}. Usage: cairn ${command.usage}`);
  }
}

async function withoutCommand(argv: readonly string[]): Promise<number> {
  if (argv.includes('--version')) {
    process.stdout.write(`${VERSION}\n`);
    return 0;
  }
  const words = leadingWords(argv);
  const asked = argv.includes('--help') || argv.includes('-h');
  const group = words.length > 0 && asked ? await groupHelp(words.join(' ')) : null;
  if (group !== null) {
    process.stdout.write(group);
    return 0;
  }
  if (words.length > 0) throw new UsageError(unknownText(words));
  const text = await overview();
  if (argv.length > 0 && !asked) throw new UsageError(text);
  process.stdout.write(text);
  return 0;
}

function unknownText(words: readonly string[]): string {
  const longer = Object.keys(COMMANDS).filter((name) => name.startsWith(`${words[0]} `));
  if (longer.length > 0) return `Which one: ${longer.map((name) => `cairn ${name}`).join(', ')}?`;
  return `There is no command ${JSON.stringify(words.join(' '))}. See: cairn --help`;
}

/** The words before the first option: `cairn --data X user add` is understood as well as `cairn user add --data X`. */
function leadingWords(argv: readonly string[]): string[] {
  const words: string[] = [];
  for (let i = 0; i < argv.length && words.length < 3; i++) {
    const part = argv[i] ?? '';
    if (part === '--data') i++;
    else if (!part.startsWith('-')) words.push(part);
    else if (words.length > 0) break;
  }
  return words;
}

function contextOf(values: Values): Context {
  const json = values.json === true;
  const data = typeof values.data === 'string' && values.data !== '' ? values.data : COMMON.data.default;
  // The folder of a command that needs none, as "verify", is not looked at.
  if (data !== COMMON.data.default && statSync(data, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new UsageError(`${data} is a file; --data takes a folder.`);
  return {
    data,
    json,
    out: (text) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
    readStdin,
    watched: !json && process.stderr.isTTY === true,
  };
}

async function readStdin(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

// Not import.meta.main: the newest Node for some platforms does not know it yet.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // A reader that has seen enough (cairn … | head) is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
  });
  // Connections that only mark a presence do not keep Node alive, yet a command may be waiting for one of them.
  const awake = setInterval(() => {}, 1_000_000);
  process.exitCode = await main(process.argv.slice(2));
  clearInterval(awake);
}
