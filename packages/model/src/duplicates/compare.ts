import type { Actor } from '../kinds/actor.ts';
import type { Incident } from '../kinds/incident.ts';
import type { FuzzyPlace } from '../values/fuzzy-place.ts';
import type { FuzzyTime } from '../values/fuzzy-time.ts';
import { namesAlike, type ReadyText, readyText, shared, textsAlike } from './alike.ts';
import { type Compared, placesNear, timesNear } from './nearness.ts';
import { type Script, scriptOf } from './skeleton.ts';

/** In what two records were compared. */
export const LIKENESS_REASONS = ['text', 'time', 'place', 'name', 'code', 'external', 'file', 'type'] as const;
export type LikenessReason = (typeof LIKENESS_REASONS)[number];

/** What speaks for or against two records being the same: `value` from 0 (differs) to 1 (the same). */
export interface Reason {
  readonly of: LikenessReason;
  readonly value: number;
  /** `hoursApart`, `km`, `names`, `codes`, `dataset`, `sha256`: what was found, for a page to say in its own words. */
  readonly detail: Record<string, unknown>;
}

/** How alike two records are, 0 to 1. A proposal to look at both, never a decision. */
export interface Likeness {
  readonly score: number;
  /** What tells most comes first. */
  readonly reasons: Reason[];
}

/** From here on two records are proposed to be looked at side by side. */
export const POSSIBLE_DUPLICATE_FROM = 0.7;

/** An incident with what stands around it, as far as whoever compares may read it. */
export interface IncidentSide {
  readonly body: Partial<Pick<Incident, 'title' | 'summary' | 'time' | 'place' | 'codes' | 'external'>> & {
    readonly moreTimes?: readonly FuzzyTime[];
    readonly morePlaces?: readonly FuzzyPlace[];
  };
  /** Public names of the actors that are linked to it or to its acts. */
  readonly names?: readonly string[];
  /** `scheme:code` of its acts. */
  readonly acts?: readonly string[];
  /** SHA-256 of the files that belong to it. */
  readonly files?: readonly string[];
}

export interface ActorSide {
  readonly body: Partial<Pick<Actor, 'actorType' | 'names' | 'codes' | 'external'>>;
}

interface Ready {
  readonly external: Incident['external'] | undefined;
  readonly names: readonly (readonly [string, ReadyText])[];
  readonly codes: ReadonlySet<string>;
}

/** An incident made ready to be compared with many. */
export interface ReadyIncident extends Ready {
  readonly title: ReadyText;
  readonly summary: ReadyText;
  readonly script: Script;
  readonly times: readonly FuzzyTime[];
  readonly places: readonly FuzzyPlace[];
  readonly files: ReadonlySet<string>;
}

export interface ReadyActor extends Ready {
  readonly actorType: string | undefined;
}

export function readyIncident({ body, names = [], acts = [], files = [] }: IncidentSide): ReadyIncident {
  const { title = '', summary = '', time, place, moreTimes = [], morePlaces = [], codes = [], external } = body;
  return {
    title: readyText(title),
    summary: readyText(summary),
    script: scriptOf(title),
    times: [...(time === undefined ? [] : [time]), ...moreTimes],
    places: [...(place === undefined ? [] : [place]), ...morePlaces],
    names: [...new Set(names)].map((name) => [name, readyText(name)] as const),
    codes: new Set([...codes.map(({ scheme, code }) => `${scheme}:${code}`), ...acts]),
    files: new Set(files),
    external,
  };
}

/** Public names alone: what identifies a person is not compared. */
export function readyActor({ body: { actorType, names = [], codes = [], external } }: ActorSide): ReadyActor {
  return {
    actorType,
    names: names.map(({ text }) => [text, readyText(text)] as const),
    codes: new Set(codes.map(({ scheme, code }) => `${scheme}:${code}`)),
    external,
  };
}

/**
 * How alike two incidents are: the mean of what can be compared in both, weighted, times what the worse of time and place
 * leaves of it:
 *
 *   score = Σ weight·value / Σ weight × (0.3 + 0.7 · min(time, place))
 *
 * | compared | weight | value |
 * |---|---|---|
 * | text: title, summary | 3; 1 across scripts | shared three-letter pieces (Dice) of the folded words; with both summaries 0.6 title + 0.4 summary |
 * | time | 3 / (1 + widths / 14 days) | 1 where they overlap, else e^(−(gap + 12 h) / 2 days) |
 * | place | 3 / (1 + radii / 20 km) | 1 where the circles touch, else e^(−gap / 5 km); without points, the names: weight 1.5 |
 * | names of actors | 2 | mean of each name's best counterpart, both ways |
 * | codes, of acts too | 1 | shared (Dice) |
 * | data set | 4 | the same data set: 1 for the same id there, 0 for two ids; not compared otherwise |
 * | files | 3 | 1 where a file with the same digest belongs to both; not compared otherwise |
 *
 * What one of the two lacks is not compared. Symmetric; 1 for the same record; never rises with distance in time or place.
 */
export function compareIncidents(a: ReadyIncident, b: ReadyIncident): Likeness {
  const time = best(a.times, b.times, timesNear);
  const place = best(a.places, b.places, placesNear);
  const worst = Math.min(time?.value ?? 1, place?.value ?? 1);
  return likenessOf(
    [
      ['text', textOf(a, b)],
      ['time', time],
      ['place', place],
      ['name', namesOf(a, b, 2)],
      ['code', codesOf(a, b)],
      ['external', externalOf(a, b)],
      ['file', filesOf(a, b)],
    ],
    worst,
  );
}

/**
 * How alike two actors are by their public names: as {@link compareIncidents}, with the names' likeness in the place of time
 * and place. Weights: names 5 (the best pair of spellings), type 1, codes 1, data set 4. Nothing (0) where names cannot be
 * compared and no data set says that they are the same.
 */
export function compareActors(a: ReadyActor, b: ReadyActor): Likeness {
  const name = bestName(a, b);
  const external = externalOf(a, b);
  if (name === null && external?.value !== 1) return { score: 0, reasons: [] };
  return likenessOf(
    [
      ['name', name],
      ['type', typesOf(a, b)],
      ['code', codesOf(a, b)],
      ['external', external],
    ],
    name?.value ?? 1,
  );
}

function likenessOf(found: readonly (readonly [LikenessReason, Compared | null])[], worst: number): Likeness {
  const compared = found.flatMap(([of, each]) => (each === null ? [] : [{ of, ...each }]));
  const weights = compared.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0) return { score: 0, reasons: [] };
  const mean = compared.reduce((sum, { weight, value }) => sum + weight * value, 0) / weights;
  const reasons = [...compared].sort((x, y) => y.weight * y.value - x.weight * x.value);
  return {
    // Sums of fractions may come out a hair above the whole.
    score: Math.min(1, mean * (0.3 + 0.7 * worst)),
    reasons: reasons.map(({ of, value, detail }) => ({ of, value: Math.round(value * 100) / 100, detail })),
  };
}

function textOf(a: ReadyIncident, b: ReadyIncident): Compared | null {
  const title = textsAlike(a.title, b.title);
  if (title === null) return null;
  const summary = textsAlike(a.summary, b.summary);
  const others = new Set(b.title.words);
  const words = [...new Set(a.title.words)].filter((word) => others.has(word));
  return {
    value: summary === null ? title : 0.6 * title + 0.4 * summary,
    weight: a.script === b.script ? 3 : 1,
    detail: { sharedWords: words.length, acrossScripts: a.script !== b.script },
  };
}

function best<T>(a: readonly T[], b: readonly T[], near: (a: T, b: T) => Compared | null): Compared | null {
  let found: Compared | null = null;
  for (const one of a) {
    for (const other of b) {
      const next = near(one, other);
      if (next === null) continue;
      const better = found === null || next.value > found.value;
      if (better || (next.value === found?.value && next.weight > found.weight)) found = next;
    }
  }
  return found;
}

function bestName(a: Ready, b: Ready): Compared | null {
  let found: Compared | null = null;
  for (const [one, readyOne] of a.names) {
    for (const [other, readyOther] of b.names) {
      const value = namesAlike(readyOne, readyOther);
      if (value === null || (found !== null && value <= found.value)) continue;
      const acrossScripts = scriptOf(one) !== scriptOf(other);
      found = { value, weight: 5, detail: { names: [one, other], acrossScripts } };
    }
  }
  return found;
}

/** Each name beside the one that is most like it, both ways. */
function namesOf(a: Ready, b: Ready, weight: number): Compared | null {
  if (a.names.length === 0 || b.names.length === 0) return null;
  const towards = (these: Ready['names'], those: Ready['names']) =>
    these.map(([, name]) => Math.max(...those.map(([, other]) => namesAlike(name, other) ?? 0)));
  const found = [...towards(a.names, b.names), ...towards(b.names, a.names)];
  const pair = bestName(a, b)?.detail ?? {};
  return { value: found.reduce((sum, each) => sum + each, 0) / found.length, weight, detail: pair };
}

function codesOf(a: Ready, b: Ready): Compared | null {
  const value = shared(a.codes, b.codes);
  if (value === null) return null;
  return { value, weight: 1, detail: { codes: [...a.codes].filter((code) => b.codes.has(code)) } };
}

function externalOf(a: Ready, b: Ready): Compared | null {
  if (a.external === undefined || b.external === undefined) return null;
  const { dataset, id } = a.external;
  if (b.external.dataset !== dataset) return null;
  return { value: id === b.external.id ? 1 : 0, weight: 4, detail: { dataset, ids: [id, b.external.id] } };
}

function filesOf(a: ReadyIncident, b: ReadyIncident): Compared | null {
  const both = [...a.files].filter((digest) => b.files.has(digest));
  return both.length === 0 ? null : { value: 1, weight: 3, detail: { files: both.length, sha256: both[0] } };
}

function typesOf(a: ReadyActor, b: ReadyActor): Compared | null {
  if (a.actorType === undefined || b.actorType === undefined) return null;
  return { value: a.actorType === b.actorType ? 1 : 0, weight: 1, detail: { types: [a.actorType, b.actorType] } };
}
