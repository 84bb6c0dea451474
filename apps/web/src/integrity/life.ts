import type { Integrity } from '../api/shapes.ts';
import type { WordId } from '../words/words.ts';
import type { Anchors, FilesState } from './shapes.ts';

/** One stone in the life of the log. */
export interface Stone {
  /** ISO 8601 in UTC; null where nobody dated it. */
  at: string | null;
  /** `anchor`: a flat stone through everything below; `check`: somebody looked; `event`: something happened. */
  kind: 'anchor' | 'check' | 'event';
  state: 'calm' | 'alarm' | 'plain';
  word: WordId;
  values: Record<string, unknown>;
  /** Who did it, one sentence each. */
  by: { word: WordId; values: Record<string, unknown> }[];
}

type Anchor = Stone & { size: number };

/**
 * Everything that touched the log from outside or went through all of it, newest first. What several did to one checkpoint is one
 * stone, at the earliest of their times: from then on it was held.
 */
export function lifeOf(log: Integrity, anchors: Anchors | undefined, files: FilesState | undefined): Stone[] {
  const stones = [...anchorsOf(anchors), ...checksOf(log, files), ...eventsOf(anchors)];
  return stones.sort((a, b) => moment(b) - moment(a));
}

function moment({ at }: Stone): number {
  return at === null ? 0 : Date.parse(at);
}

function anchorsOf(anchors: Anchors | undefined): Stone[] {
  const bySize = new Map<number, Anchor>();
  const add = (size: number, at: string | null, word: WordId, by: string): void => {
    const known = bySize.get(size);
    const stone = known ?? {
      at,
      size,
      kind: 'anchor',
      state: 'calm',
      word: 'integrity.anchored',
      values: { n: size },
      by: [],
    };
    bySize.set(size, { ...stone, at: earlier(stone.at, at), by: [...stone.by, { word, values: { by } }] });
  };
  for (const { size, genTime, authority } of anchors?.stamps ?? []) add(size, genTime, 'life.stamp', authority);
  for (const { name, last, active } of anchors?.witnesses ?? [])
    if (last && active) add(last.size, last.at, 'life.witness', name);
  return [...bySize.values()];
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return Date.parse(a) <= Date.parse(b) ? a : b;
}

function checksOf({ lastAudit }: Integrity, files: FilesState | undefined): Stone[] {
  const stones: Stone[] = [];
  const check = (at: string, bad: boolean, word: WordId, values: Record<string, unknown>): void => {
    stones.push({ at, kind: 'check', state: bad ? 'alarm' : 'calm', word, values, by: [] });
  };
  if (lastAudit) {
    const { at, findings, size } = lastAudit;
    check(at, findings > 0, findings > 0 ? 'life.audit.found' : 'life.audit.clean', { n: findings, size });
  }
  const last = files?.fixity.last;
  if (last) {
    const { at, files: n, altered, missing } = last;
    const bad = altered + missing > 0;
    check(at, bad, bad ? 'life.files.bad' : 'life.files.clean', { n, altered, missing });
  }
  return stones;
}

const KEYS: Readonly<Record<string, WordId>> = {
  log: 'life.key.log',
  revision: 'life.key.revision',
  witness: 'life.key.witness',
};

function eventsOf(anchors: Anchors | undefined): Stone[] {
  const happened = (at: string, state: Stone['state'], word: WordId, values: Record<string, unknown> = {}): Stone => ({
    ...{ at, kind: 'event', state, word, values, by: [] },
  });
  return [
    ...(anchors?.forks ?? []).map(({ seen, name }) => happened(seen, 'alarm', 'life.fork', { name })),
    ...(anchors?.rotations ?? []).map(({ at, what }) => happened(at, 'plain', KEYS[what ?? ''] ?? 'life.key.other')),
  ];
}

/** One sentence of what can and cannot be proven; `state` colours it, the words say it. */
export interface Sentence {
  word: WordId;
  values: Record<string, unknown>;
  state: 'calm' | 'notice' | 'alarm' | 'plain';
}

/**
 * What can and what cannot be proven today, in the order in which one asks: altered, dated, not yet held, files, never.
 *
 * @param when how a moment is written
 */
export function provable(
  log: Integrity,
  anchors: Anchors | undefined,
  files: FilesState | undefined,
  when: (at: string) => string,
): Sentence[] {
  return [
    ...ofAlteration(log),
    ...ofTime(anchors, when),
    ...ofFiles(files, when),
    sentence('provable.cannot', 'plain'),
  ];
}

function sentence(word: WordId, state: Sentence['state'], values: Record<string, unknown> = {}): Sentence {
  return { word, values, state };
}

function ofAlteration({ anchored, unanchored }: Integrity): Sentence[] {
  if (anchored.size === 0) return [sentence('provable.nothing', 'alarm')];
  const loose = unanchored > 0 ? [sentence('provable.loose', 'notice', { n: unanchored })] : [];
  return [sentence('provable.anchored', 'calm', { size: anchored.size }), ...loose];
}

/** The largest stamp speaks, and a witness only where it covers more; what neither dates is not dated. */
function ofTime(anchors: Anchors | undefined, when: (at: string) => string): Sentence[] {
  if (!anchors) return [];
  const stamp = [...anchors.stamps].sort((a, b) => b.size - a.size || Date.parse(a.genTime) - Date.parse(b.genTime))[0];
  const witness = anchors.witnesses
    .flatMap(({ name, last, active }) => (active && last?.at ? [{ by: name, size: last.size, at: last.at }] : []))
    .sort((a, b) => b.size - a.size)[0];
  const told: Sentence[] = [];
  if (stamp) {
    const values = { size: stamp.size, time: when(stamp.genTime), by: stamp.authority };
    told.push(sentence('provable.stamped', 'calm', values));
  }
  if (witness && witness.size > (stamp?.size ?? 0)) {
    const values = { size: witness.size, time: when(witness.at), by: witness.by };
    told.push(sentence('provable.cosigned', 'calm', values));
  }
  return told.length > 0 ? told : [sentence('provable.untimed', 'notice')];
}

function ofFiles(files: FilesState | undefined, when: (at: string) => string): Sentence[] {
  if (!files) return [];
  const { last, problems, hidden } = files.fixity;
  const bad = problems.length + hidden;
  if (bad > 0) return [sentence('provable.files.bad', 'alarm', { n: bad })];
  if (!last) return [sentence('provable.files.never', 'notice')];
  if (isOverdue(files.fixity)) return [sentence('fixity.overdue', 'alarm', { time: when(oldestOf(files.fixity)) })];
  return last.files === 0 ? [] : [sentence('provable.files.clean', 'calm', { n: last.files, time: when(last.at) })];
}

type Fixity = FilesState['fixity'];

/**
 * Whether files have not been read again for twice as long as they should be, and a day: a store that does not answer, or a
 * file that holds up all others, would else leave the last good round standing for ever.
 *
 * @param now milliseconds
 */
export function isOverdue(fixity: Fixity, now = Date.now()): boolean {
  const oldest = oldestOf(fixity);
  return oldest !== '' && now - Date.parse(oldest) > (2 * fixity.everyDays + 1) * DAY;
}

const DAY = 86_400_000;

/** When the last round ended, or the file was read that was read longest ago; empty before the first round. */
export function oldestOf({ last, oldestCheck }: Fixity): string {
  return last === null ? '' : (earlier(last.at, oldestCheck) ?? '');
}
