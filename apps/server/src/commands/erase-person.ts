import { createInterface } from 'node:readline/promises';
import { meansOf, signInWithToken, signOut } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import type { BackupMade, ErasurePreview, Place } from '../erasure/index.ts';
import { Forbidden, type Session, Unauthorized } from '../record/index.ts';
import { type Context, UsageError, type Values } from './command.ts';
import { ask } from './password.ts';
import { withInstance } from './with-instance.ts';

/** What `--help` says of the two people's tokens. */
export const TOKEN_HELP =
  '--token-stdin   reads your own access token from standard input; without it the environment gives it as CAIRN_TOKEN.\n' +
  '                At a terminal it is asked for and not shown. It never stands on the command line.';

/** What came in by standard input or was asked for. */
export interface Secrets {
  readonly token: string;
  /** Null where none was asked for. */
  readonly value: string | null;
}

/**
 * Reads a person's token and, where wanted, the value that is looked for. With both by standard input, the token is its
 * first line.
 *
 * @throws UsageError where there is none
 */
export async function secretsOf(context: Context, values: Values, wantsValue: boolean): Promise<Secrets> {
  const given = process.env.CAIRN_TOKEN ?? '';
  const typed = process.stdin.isTTY === true;
  const piped = !typed && (values['token-stdin'] === true || wantsValue) ? await context.readStdin() : '';
  const [first = '', ...rest] = piped.split('\n');
  const fromStdin = values['token-stdin'] === true || (typed && given === '');
  const token = fromStdin ? (typed ? await ask('Your access token: ') : first) : given;
  if (token.trim() === '')
    throw new UsageError('Your own access token is missing: give it by --token-stdin or as CAIRN_TOKEN.');
  if (!wantsValue) return { token: token.trim(), value: null };
  const text = typed ? await ask('The value to be erased: ') : fromStdin ? rest.join('\n') : piped;
  const value = text.replace(/\r?\n$/, '').trim();
  if (value === '') throw new UsageError('No value came by standard input.');
  return { token: token.trim(), value };
}

/**
 * Runs work as the person whose token it is.
 *
 * @param needed the scope that the same asks for over HTTP
 * @throws Unauthorized when it opens nothing
 * @throws Forbidden when the token has scopes, and this is none of them
 */
export async function asPerson<T>(
  context: Context,
  { token, needed }: { readonly token: string; readonly needed: 'write' | 'rights' },
  work: (instance: Instance, session: Session) => Promise<T>,
): Promise<T> {
  return withInstance(context, async (instance) => {
    const opened = await signInWithToken(instance, token);
    if (opened === null) throw new Unauthorized();
    try {
      const { scopes } = await meansOf(instance, opened.session);
      if (scopes !== null && !scopes.includes(needed))
        throw new Forbidden(`This token has not the scope "${needed}".`, 'Make one that has it.');
      return await work(instance, opened.session);
    } finally {
      await signOut(instance, opened.session);
    }
  });
}

/** Asks at a terminal whether to go on; a script says --yes. @throws UsageError */
export async function confirmed(context: Context, values: Values, question: string): Promise<boolean> {
  if (values.yes === true) return true;
  if (process.stdin.isTTY !== true || context.json)
    throw new UsageError('Nobody can be asked here: look at the preview first, and add --yes.');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await lines.question(`${question} Type yes: `)).trim().toLowerCase() === 'yes';
  } finally {
    lines.close();
  }
}

const BEYOND: Readonly<Record<ErasurePreview['beyond'][number], string>> = {
  proofs: 'proofs that were given to others',
  exports: 'exports and pages that were saved or printed',
  people: 'what people remember, wrote down or photographed',
  'backups-elsewhere': 'backups and copies of the data folder that this instance does not know of',
  disk: 'blocks of the disk that the file system let go: an encrypted disk keeps them closed',
  'packed-files': 'files that hold it packed or drawn (archives, PDF, pictures, scans): name their items yourself',
  'import-again': 'sources that somebody still has and imports again',
  digests:
    'unsalted digests of imported rows (the role of an imported record): whoever knows the rest can test a guess',
  uploads: 'uploads that are still coming in: they end within a day unless somebody goes on with them',
};

/** The preview, for people. */
export function previewText(preview: ErasurePreview): string {
  const { places, fixed, files, unseen, complete, derived, backups, beyond } = preview;
  return [
    `${count(places.length, 'disclosure')} of ${count(new Set(places.map(({ record }) => record)).size, 'record')} would go for good:`,
    ...places.map((place) => `  ${placeText(place)}`),
    ...files.map(({ reference, name, bytes }) => `  file of ${reference}: ${name} (${bytes} bytes)`),
    `Made again from what remains: ${derived.map(({ table, rows }) => `${table} (${rows})`).join(', ') || 'nothing'}.`,
    ...fixed.map((place) => `IT STAYS in ${placeText(place)}: this is structure and cannot be erased.`),
    ...unseen.map(({ record, disclosures }) => `You may not read ${count(disclosures, 'disclosure')} of ${record}.`),
    complete
      ? 'You read everything in this compartment: nothing that holds it was missed.'
      : 'You do NOT read everything in this compartment: it may stand where you cannot look. A lead who is cleared for all of it sees more.',
    ...backupsText(backups),
    'No erasure reaches:',
    ...beyond.map((code) => `  ${BEYOND[code]}`),
  ].join('\n');
}

function placeText({ reference, revision, claim, current, because }: Place): string {
  const why = {
    named: '',
    value: ', holds the value',
    file: ', its file goes',
    derivative: ', read or made from what goes',
  }[because];
  return `${reference} revision ${revision}: ${claim.replace(/^body\./, '')}${current ? '' : ' (earlier revision)'}${why}`;
}

export function backupsText(backups: readonly BackupMade[]): string[] {
  if (backups.length === 0) return ['No backup that is known and kept still holds it.'];
  return backups.map(
    ({ name, at, expires, encrypted }) =>
      `Backup ${name} of ${at.slice(0, 10)} (${encrypted ? 'encrypted' : 'PLAIN'}) holds it until you delete it; to be kept until ${expires.slice(0, 10)}.`,
  );
}

export function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
