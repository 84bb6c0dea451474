import {
  givenUp,
  isVouchedFor,
  type KeySpan,
  keySpans,
  NoteError,
  type OpenedCheckpoint,
  openRotation,
  openRotations,
  ProofError,
  parseVerifierKey,
  type Rotation,
  rotationOfKid,
  spanOf,
} from '@cairn/ledger';

/** Something that a rotation of keys tells about a proof that holds. */
export interface KeyFlag {
  /** `finding`: it may have been made by whoever took a key. `note`: what to make sure of. */
  readonly severity: 'note' | 'finding';
  readonly message: string;
}

/** The keys of a log as its rotations and the keys from outside give them. */
export interface KnownKeys {
  readonly spans: readonly KeySpan[];
  readonly rotations: readonly Rotation[];
}

/** Rotations from outside: those of the log's own keys, and those of the instances whose witnesses a policy names. */
export interface GivenRotations {
  readonly own: readonly string[];
  readonly witnesses: readonly Rotation[];
}

/**
 * Tells rotations from outside apart.
 *
 * @param logs verifier keys of the log from outside
 * @param witnesses verifier keys of witnesses from outside
 * @throws NoteError for one that does not verify, or speaks of neither
 */
export function givenRotations(
  notes: readonly string[],
  logs: readonly string[],
  witnesses: readonly string[],
): GivenRotations {
  const origins = logs.map((vkey) => parseVerifierKey(vkey).name);
  const opened = notes.map((note) => ({ note, rotation: openRotation(note) }));
  const of = opened.filter(({ rotation: { witness } }) =>
    witnesses.some((key) => [witness.old, witness.new].includes(key)),
  );
  const own = opened.filter(({ rotation }) => origins.includes(rotation.origin));
  if (opened.some((each) => !own.includes(each) && !of.includes(each)))
    throw new NoteError('the rotation of keys speaks of other keys than those that you know');
  return { own: own.map(({ note }) => note), witnesses: of.map(({ rotation }) => rotation) };
}

/** What rotations tell about cosignatures: whoever has a witness's old key can make one, of any time. */
export function flagsOfWitnesses(witnesses: readonly Rotation[], { signatures }: OpenedCheckpoint): KeyFlag[] {
  return witnesses.flatMap(({ witness, since }) => {
    if (witness.old === witness.new) return [];
    const { name, keyId } = parseVerifierKey(witness.old);
    return signatures
      .filter((each) => each.name === name && each.keyId === keyId)
      .map(({ timestamp = 0 }): KeyFlag => {
        const time = new Date(timestamp * 1000).toISOString();
        const late = Date.parse(time) >= Date.parse(since);
        return {
          severity: late ? 'finding' : 'note',
          message: `The cosignature of ${name} is made with a key that was given up later, because it may be in other hands since ${since}; ${late ? `it was made after that, at ${time}` : `that it was made before that, at ${time}, is that key's own word`}.`,
        };
      });
  });
}

/**
 * The keys that sign a log's checkpoints, for somebody who knows one of them.
 *
 * @param known verifier keys from outside
 * @param brought rotations that the proof brings along: those that do not lead to or from a known key count for nothing
 * @param given rotations from outside
 * @throws NoteError when rotations contradict each other, or those from outside are of other keys
 */
export function keysKnown(known: readonly string[], brought: readonly string[], given: readonly string[]): KnownKeys {
  const own = chainOf([...new Set([...given, ...brought])], known) ?? chainOf(given, known);
  if (own !== null) return own;
  if (given.length > 0) throw new NoteError('the rotation of keys speaks of other keys than the one that you know');
  return { spans: known.map(alone), rotations: [] };
}

function alone(vkey: string): KeySpan {
  return { vkey, from: 0n, to: null, since: null, root: null };
}

/** Rotations in their order with the keys that they lead through; null where none of these is known. */
function chainOf(notes: readonly string[], known: readonly string[]): KnownKeys | null {
  const rotations = inOrder(notes);
  const last = rotations.at(-1)?.log.new;
  if (last === undefined) return null;
  const spans = keySpans(last, rotations);
  return spans.some(({ vkey }) => known.includes(vkey)) ? { spans, rotations } : null;
}

/** @throws NoteError when two are of one number, or one is missing between them */
function inOrder(notes: readonly string[]): Rotation[] {
  const byNumber = notes
    .flatMap((note) => openRotations([note]).map((rotation) => ({ note, number: rotation.number })))
    .sort((a, b) => a.number - b.number);
  return openRotations(byNumber.map(({ note }) => note));
}

/**
 * What the rotations tell about a checkpoint that one of the keys has signed.
 *
 * @throws NoteError when its key had been given up at its size
 */
export function flagsOfCheckpoint(
  { spans }: KnownKeys,
  checkpoint: OpenedCheckpoint,
  known: readonly string[],
): KeyFlag[] {
  const span = spanOf(checkpoint, spans);
  const place = (vkey: string): number => spans.findIndex((each) => each.vkey === vkey);
  const newest = Math.max(...known.map(place));
  const flags: KeyFlag[] = [];
  if (place(span.vkey) > newest)
    flags.push({
      severity: 'note',
      message: `The key of the log was replaced: the checkpoint is signed with ${span.vkey}, which took over from the key that you know. Whoever took the old key could have made that change as well: compare the new key with its owner in person or by telephone.`,
    });
  if (span.since !== null && !isVouchedFor(checkpoint, span))
    flags.push({
      severity: 'finding',
      message: `The checkpoint is signed with a key that was given up later, because it may be in other hands since ${span.since}. Ask for a proof made since: it rests on the new key.`,
    });
  return flags;
}

/**
 * What the rotations tell about the key that signed a revision.
 *
 * @param at when the revision says it was recorded; undefined where that is withheld
 * @throws ProofError when the key had been given up before the log took the revision in
 */
export function flagsOfRevision({ rotations }: KnownKeys, kid: string, index: bigint, at: unknown): KeyFlag[] {
  const rotation = rotationOfKid(rotations, kid);
  if (rotation === undefined) return [];
  const { size, since } = rotation;
  if (index >= size) throw new ProofError(`${givenUp(`Entry ${index} is`, { to: size, since })}.`);
  const given = `It is signed with a key that was given up later, because it may be in other hands since ${since}`;
  if (typeof at !== 'string')
    return [
      { severity: 'note', message: `${given}, and does not tell when it was recorded: ask for a proof with "at".` },
    ];
  return Date.parse(at) < Date.parse(since)
    ? []
    : [{ severity: 'finding', message: `${given}, and was recorded after that, at ${at}.` }];
}
