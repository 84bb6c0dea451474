import { setFlagsFromString } from 'node:v8';
import { codesOf, SENSITIVITIES } from '@cairn/model';
import { compartmentFor, recordActivity } from '../access/index.ts';
import { addFiles, clean, filesUnder, type IntakeNotes, type Received } from '../evidence/index.ts';
import { isStopping } from '../lifecycle.ts';
import { openBatch } from '../monitoring/index.ts';
import { type Command, type Context, optional, required, UsageError, type Values } from './command.ts';
import { failureOf } from './failure.ts';
import { Progress } from './progress.ts';
import { withSession } from './with-instance.ts';

const text = { type: 'string' } as const;

export const evidenceAdd: Command = {
  usage:
    'evidence add PATH… --compartment NAME [--batch TITLE] [--source CODE] [--capture-class CODE] [--json] [--as E]',
  summary: 'Takes files and folders into the store, each file as an item.',
  details: [
    '--source CODE            who it comes from, as the team calls them: KHA-S-014',
    `--capture-class CODE     ${codesOf('capture-class').join(', ')}`,
    '--obtained-from TEXT     from whom or where; --obtained-by, --obtained-at and --method say by whom, when and how',
    "--conditions TEXT        the provider's conditions; --licence TEXT",
    `--sensitivity LEVEL      ${SENSITIVITIES.join(', ')}`,
    '--batch TITLE            the files wait as one batch to be sorted, under "Triage"; in one that is open under that title already, where',
    '                         there is one',
    '--reason TEXT            stands in the history of each item',
    'Files of a folder are named by their path in it. Links are not followed. The same again adds nothing, so a run that broke',
    'off is finished by running it again. --json lists what is stored as {item, reference, sha256, bytes, name, already}.',
    'Exit status 0 when every file is stored, else 2. --as E takes the rights and the name of that account.',
  ].join('\n'),
  options: {
    compartment: text,
    source: text,
    'capture-class': text,
    'obtained-from': text,
    'obtained-by': text,
    'obtained-at': text,
    method: text,
    conditions: text,
    licence: text,
    sensitivity: text,
    batch: text,
    reason: text,
    as: text,
  },
  words: [1, 10_000],
  async run(context, paths, values) {
    const name = required(values, 'compartment');
    // Bytes pass through a few buffers; what is gathered for commits needs no more room the longer it goes on.
    setFlagsFromString('--semi-space-growth-factor=1');
    const notes = notesOf(values);
    const reason = optional(values, 'reason') ?? 'Files were added from the command line';
    const total = context.watched ? await sizeOf(paths) : null;
    return withSession(context, optional(values, 'as'), async (instance, session) => {
      const compartment = await compartmentFor(instance, session, name);
      const title = optional(values, 'batch')?.trim();
      const batch =
        title === undefined || title === ''
          ? undefined
          : await openBatch(instance, session, { compartment, title, batchKind: 'folder', reason });
      await clean(instance);
      const shown = new Shown(context, total);
      try {
        const adding = { paths, compartment, notes, reason, isStopping, ...(batch === undefined ? {} : { batch }) };
        const { failed } = await addFiles(instance, session, { ...adding, ...shown.listeners });
        if (shown.stored > 0) {
          const account = session.account === '' ? null : session.account;
          await recordActivity(instance, { account, what: 'import', compartment });
        }
        return failed === 0 && !isStopping() ? 0 : 2;
      } catch (error) {
        // What is stored was listed already; the list is ended all the same.
        shown.fail(failureOf(error).message);
        return 2;
      } finally {
        shown.end();
      }
    });
  },
};

/** What is told while files come in, and at the end. */
class Shown {
  stored = 0;
  readonly #context: Context;
  readonly #total: { files: number; bytes: number } | null;
  readonly #progress: Progress;
  #already = 0;
  #failed = 0;
  #read = 0;

  constructor(context: Context, total: { files: number; bytes: number } | null) {
    this.#context = context;
    this.#total = total;
    this.#progress = new Progress(context, 'evidence');
  }

  readonly listeners = {
    onRead: (bytes: number): void => {
      this.#read += bytes;
      this.#draw();
    },
    onStored: (files: readonly Received[]): void => {
      for (const file of files) this.#list(file);
      this.#draw();
    },
    onLeft: (name: string, why: string, failed: boolean): void => {
      if (failed) this.#failed += 1;
      this.#say(`${shownName(name)}: ${why}`);
    },
  };

  fail(message: string): void {
    this.#failed += 1;
    this.#say(message);
  }

  end(): void {
    this.#progress.done();
    if (this.#context.json) {
      this.#context.out(this.stored === 0 ? '[]' : ']');
      return;
    }
    const before = this.#already === 0 ? '' : `, ${this.#already} of them before`;
    const left = this.#failed === 0 ? '' : ` ${this.#failed} could not be; the lines above say why.`;
    this.#context.out(`${this.stored} files are stored${before}.${left}`);
  }

  #list({ item, reference, sha256, bytes, name, already }: Received): void {
    if (this.#context.json) {
      const line = JSON.stringify({ item, reference, sha256, bytes, name, already });
      this.#context.out(`${this.stored === 0 ? '[' : ','}${line}`);
    }
    this.stored += 1;
    if (already) this.#already += 1;
  }

  #draw(): void {
    const { files = 0, bytes = 0 } = this.#total ?? {};
    this.#progress.show(bytes === 0 ? null : this.#read / bytes, `${this.stored} of ${files} files stored`);
  }

  #say(line: string): void {
    this.#progress.done();
    this.#context.say(line);
  }
}

/** How much there is to read, for a bar. */
async function sizeOf(paths: readonly string[]): Promise<{ files: number; bytes: number }> {
  const sum = { files: 0, bytes: 0 };
  for (const path of paths) {
    for await (const found of filesUnder(path)) {
      if (!('path' in found)) continue;
      sum.files += 1;
      sum.bytes += found.bytes;
    }
  }
  return sum;
}

function notesOf(values: Values): IntakeNotes {
  const provenance = given(values, {
    obtainedFrom: 'obtained-from',
    obtainedBy: 'obtained-by',
    obtainedAt: 'obtained-at',
    method: 'method',
  });
  const own = given(values, {
    captureClass: 'capture-class',
    sourceCode: 'source',
    conditions: 'conditions',
    licence: 'licence',
    sensitivity: 'sensitivity',
  });
  requireOneOf(own.captureClass, 'capture-class', codesOf('capture-class'));
  requireOneOf(own.sensitivity, 'sensitivity', SENSITIVITIES);
  return { ...own, ...(Object.keys(provenance).length === 0 ? {} : { provenance }) };
}

function given<K extends string>(values: Values, options: Record<K, string>): { [key in K]?: string } {
  const pairs = Object.entries<string>(options).map(([key, option]) => [key, optional(values, option)?.trim()]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined && value !== '')) as {
    [key in K]?: string;
  };
}

function requireOneOf(value: string | undefined, option: string, codes: readonly string[]): void {
  if (value !== undefined && !codes.includes(value))
    throw new UsageError(`--${option} takes one of ${codes.join(', ')}, not ${JSON.stringify(value)}.`);
}

/** A name cannot move the cursor or turn the line around: what is no printable character is shown as its code. */
function shownName(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
}
