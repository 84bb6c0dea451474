import { parsePolicy } from '@cairn/ledger';
import { readPem } from '@cairn/timestamp';
import { checkProof, readProofFile, type Trust, type Verdict } from '../record/proof-check.ts';
import { checkStamp, type ProvenTime } from '../record/proof-stamp.ts';
import type { ProofFile } from '../record/types.ts';
import { type Command, every, keyGiven, optional, UsageError, type Values, word } from './command.ts';
import { bytesOfGiven, textOfGiven } from './given-file.ts';
import { type Relation, rememberCheckpoint } from './seen.ts';

const NOT_PROVEN = new Set([
  ...['NoteError', 'PolicyError', 'ProofError', 'RevisionError'],
  ...['EncodingError', 'JsonError', 'UnknownStamps', 'TimestampError'],
]);

export const verifyCommand: Command = {
  usage: 'verify FILE [--key VKEY] [--policy FILE] [--rotation FILE…] [--stamp FILE.tsr… --stamp-chain FILE.pem]',
  summary: 'Checks a proof file. Needs neither a database nor a network.',
  details:
    'VKEY is the log key that you got from its owner in person or by telephone ("cairn log key"); a policy file is a\n' +
    'C2SP tlog-policy that also names witnesses. Without either, the file is only compared with the key that it brings\n' +
    'along, which proves nothing about who made it. --rotation takes the file of "cairn log rotate", by which the owner of\n' +
    'the log replaced its keys: what an old key signed after it may have been taken is then flagged. --stamp takes a time\n' +
    'stamp over the checkpoint of the proof ("cairn stamp export"), and --stamp-chain the certificates of its authority,\n' +
    'got from the authority: then it is also proven by when everything in the proof was there.',
  options: {
    key: { type: 'string' },
    policy: { type: 'string' },
    rotation: { type: 'string', multiple: true },
    stamp: { type: 'string', multiple: true },
    'stamp-chain': { type: 'string' },
  },
  words: [1, 1],
  async run(context, words, values) {
    const name = word(words, 0);
    const file = readProofFile(await textOfGiven(name), name);
    const trust = await trustOf(values);
    try {
      const verdict = checkProof(file, trust);
      const stamps = await stampsOf(file, verdict, values);
      const key = trust.key?.vkey ?? file.key;
      const seen = rememberCheckpoint(key, verdict.size, verdict.root);
      const ok = seen !== 'contradicts' && !isFlagged(verdict);
      context.out(context.json ? JSON.stringify({ ok, ...verdict, stamps, seen }) : textOf(verdict, stamps, seen));
      return ok ? 0 : 1;
    } catch (error) {
      if (!(error instanceof Error && NOT_PROVEN.has(error.name))) throw error;
      const message = otherLog(file, trust) ?? error.message;
      context.out(context.json ? JSON.stringify({ ok: false, message }) : `NOT PROVEN: ${message}`);
      return 1;
    }
  },
};

/** Whether whoever took a key may have made it. */
function isFlagged({ flags }: Verdict): boolean {
  return flags.some(({ severity }) => severity === 'finding');
}

/** What to say where the key given is of another log than the proof names; null where it is not. */
function otherLog({ tlogProof }: ProofFile, { key }: Trust): string | null {
  // The checkpoint follows the first empty line, and its first line is the log's name.
  const origin = tlogProof.split('\n\n', 2)[1]?.split('\n', 1)[0] ?? '';
  if (key === undefined || origin === '' || key.name === origin) return null;
  return `This proof is of log ${origin}; the key given is of log ${key.name}.`;
}

/** What the stamps given beside the proof add to it. */
async function stampsOf(file: ProofFile, { claims }: Verdict, values: Values): Promise<ProvenTime[]> {
  const pem = optional(values, 'stamp-chain');
  const files = every(values, 'stamp');
  if (pem !== undefined && files.length === 0) throw new UsageError('--stamp-chain needs the stamp, with --stamp.');
  const chain = pem === undefined ? undefined : readPem(await textOfGiven(pem));
  const demands = { claimed: claims.at, ...(chain === undefined ? {} : { chain }) };
  return Promise.all(files.map(async (name) => checkStamp(file, await bytesOfGiven(name), demands)));
}

async function trustOf(values: Values): Promise<Trust> {
  const key = optional(values, 'key');
  const policy = optional(values, 'policy');
  const rotations = await Promise.all(every(values, 'rotation').map(textOfGiven));
  try {
    return {
      ...(key === undefined ? {} : { key: keyGiven(key, 'Give the whole line of "cairn log key"') }),
      ...(policy === undefined ? {} : { policy: parsePolicy(await textOfGiven(policy)) }),
      ...(rotations.length === 0 ? {} : { rotations }),
    };
  } catch (error) {
    if (!(error instanceof Error && ['NoteError', 'PolicyError'].includes(error.name))) throw error;
    throw new UsageError(`--policy: ${error.message}`);
  }
}

const TRUST: Record<Verdict['trust'], string> = {
  policy: 'PROVEN under the given policy: the log and its quorum of witnesses signed.',
  key: 'PROVEN under the given log key. No witness was asked for: give --policy for that.',
  'own-key': "CONSISTENT with the file's own key, not proven: compare the key with its owner's, then give it as --key.",
};

const SEEN: Record<Relation, string> = {
  first: 'This is the first checkpoint of this log that you have seen here.',
  same: 'You have seen this checkpoint before.',
  older: 'You have seen larger checkpoints of this log.',
  newer:
    'It is the largest checkpoint of this log that you have seen. A later "audit --against" can show that it follows from the earlier ones.',
  contradicts:
    'CONTRADICTION: you have seen another root for this size. This log has shown two histories; keep both files.',
};

function textOf(verdict: Verdict, stamps: readonly ProvenTime[], seen: Relation): string {
  const { claims, withheld, origin, index, size, witnesses, trust, flags } = verdict;
  const lines = Object.entries(claims).map(([claim, value]) => `  ${claim}: ${JSON.stringify(value)}`);
  const cosigned = witnesses.map(({ name, time }) => `Cosigned by ${name} at ${time}.`);
  return [
    ...lines,
    `  (${withheld} digests without a value: withheld claims and padding)`,
    `Entry ${index} of the log ${origin}, in its checkpoint of ${size} entries.`,
    ...cosigned,
    ...stamps.map(stampText),
    SEEN[seen],
    isFlagged(verdict) ? 'FLAGGED: it holds, but a key that it rests on may have been in other hands.' : TRUST[trust],
    ...flags.map(({ severity, message }) => `${severity === 'finding' ? 'FLAGGED' : 'NOTE'}: ${message}`),
    'What is proven is what the instance recorded and that it stands in the log, not that it is true.',
  ].join('\n');
}

function stampText({ authority, time, accuracyMs, trusted }: ProvenTime): string {
  const exact = accuracyMs === null ? '' : `, give or take ${accuracyMs / 1000} s`;
  const stamped = `Stamped by ${authority} at ${time}${exact}: all of it was there by then.`;
  return trusted
    ? stamped
    : `${stamped} NOT PROVEN: anybody can have made this stamp. Give the authority's certificates as --stamp-chain.`;
}
