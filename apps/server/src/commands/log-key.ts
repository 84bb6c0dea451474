import { openRotations } from '@cairn/ledger';
import { rotationsOf } from '../anchors/rotations.ts';
import type { Keys } from '../database/index.ts';
import type { Command } from './command.ts';
import { withInstance } from './with-instance.ts';

export const logKey: Command = {
  usage: 'log key [--all]',
  summary: 'Prints the public key of this log (C2SP verifier key). Give it to partners in person or by telephone.',
  details: '--all also prints the keys that were replaced, and which checkpoints or entries each of them signed.',
  options: { all: { type: 'boolean' } },
  words: [0, 0],
  async run(context, _words, values) {
    const { keys, replaced } = await withInstance(context, async (instance) => ({
      keys: instance.keys,
      replaced: rotationsOf(instance),
    }));
    const spans = spansOf(keys);
    const { origin, logKey: key, witnessKey: witness, kid: revision, rotations } = keys;
    if (context.json) context.out(JSON.stringify({ origin, key, witness, revision, spans, replaced, rotations }));
    else context.out(values.all === true ? spans.map(spanText).join('\n') : key);
    return 0;
  },
};

interface Span {
  readonly what: 'log' | 'revision' | 'witness';
  readonly key: string;
  /** Of the log's key: sizes of checkpoints. Of a key of revisions: places of entries. To and including. */
  readonly from: number | null;
  readonly to: number | null;
  /** Since when it may be in other hands; null for a key in use. */
  readonly since: string | null;
}

function spansOf({ logSpans, rotations, kid, witnessKey }: Keys): Span[] {
  const log = logSpans.map(({ vkey, from, to, since }) => ({
    what: 'log' as const,
    ...{ key: vkey, from: Number(from), to: to === null ? null : Number(to), since },
  }));
  const opened = openRotations(rotations);
  const revisions: Span[] = [];
  let from = 0;
  for (const { revision, size, since } of opened) {
    if (revision.old === revision.new) continue;
    revisions.push({ what: 'revision', key: revision.old, from, to: Number(size) - 1, since });
    from = Number(size);
  }
  const witnesses = opened
    .filter(({ witness }) => witness.old !== witness.new)
    .map(({ witness, since }): Span => ({ what: 'witness', key: witness.old, from: null, to: null, since }));
  return [
    ...log,
    ...revisions,
    { what: 'revision', key: kid, from, to: null, since: null },
    ...witnesses,
    { what: 'witness', key: witnessKey, from: null, to: null, since: null },
  ];
}

function spanText({ what, key, from, to, since }: Span): string {
  const where = what === 'log' ? 'checkpoints of' : 'entries';
  const span = from === null ? '' : to === null ? `${where} ${from} and more` : `${where} ${from} to ${to}`;
  const state = since === null ? 'in use' : `given up; may be in other hands since ${since}`;
  return `${what} ${key}\n  ${[span, state].filter((part) => part !== '').join(', ')}`;
}
