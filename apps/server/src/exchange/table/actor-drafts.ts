import { createHash, createHmac } from 'node:crypto';
import { type ActorsFrom, isPerson, type SourcesFrom, type TableMapping } from '@cairn/model';
import { accountOf } from '../account.ts';
import {
  type ActorDraft,
  categoryKey,
  cell,
  type Draft,
  type End,
  type SourceDraft,
  type SourceRow,
} from '../format.ts';
import { cutAt } from './coded.ts';

export interface Actors {
  /** Organisations, groups and forces: one of a name is one in the whole dataset. */
  readonly shared: readonly ActorDraft[];
  /** Persons, each a record of this row alone, and the links of all. */
  readonly drafts: readonly Draft[];
}

/**
 * The actors that cells name. A name does not make two persons one: every row has its own, known by a keyed digest of the
 * name, so that neither ids nor roles give it away.
 */
export function actorDrafts(mapping: TableMapping, row: SourceRow, key: Uint8Array, acts: ReadonlySet<string>): Actors {
  const shared = new Map<string, ActorDraft>();
  const drafts: Draft[] = [];
  const met = new Map<string, number>();
  for (const from of mapping.actors ?? []) {
    for (const name of namesIn(from, row)) {
      const digest = digestOf(`${from.role}\n${from.act ?? ''}\n${categoryKey(name)}`, key);
      const times = (met.get(digest) ?? 0) + 1;
      met.set(digest, times);
      const known = times === 1 ? digest : `${digest}:${times}`;
      const act = `act:${from.act ?? 1}`;
      const to = { role: acts.has(act) ? act : 'incident' };
      if (isShared(from.actorType)) {
        const actor = {
          key: `named:${categoryKey(name)}`,
          body: { actorType: from.actorType, names: [{ text: name }] },
        };
        if (!shared.has(actor.key)) shared.set(actor.key, actor);
        drafts.push(link(known, from, { actor: actor.key }, to));
      } else {
        const role = `person:${known}`;
        drafts.push({
          kind: 'actor',
          role,
          body: { actorType: from.actorType, identity: { names: [{ text: name }] } },
        });
        drafts.push(link(known, from, { role }, to));
      }
    }
  }
  return { shared: [...shared.values()], drafts };
}

/** Names in the cell of a row, as the mapping cuts it. */
export function namesIn({ column, separators = [], nobody = [] }: ActorsFrom, row: SourceRow): string[] {
  const nobodies = new Set(nobody.map(categoryKey));
  return cutAt(cell(row, column), separators).filter((name) => !nobodies.has(categoryKey(name)));
}

/** Whoever may be a natural person is not shared: `unknown` and `account` may be one. */
function isShared(actorType: string): boolean {
  return !isPerson(actorType) && actorType !== 'unknown' && actorType !== 'account';
}

function link(known: string, { role }: ActorsFrom, from: End, to: End): Draft {
  return { kind: 'link', role: `link:${role}:${known}`, body: { type: role }, from, to };
}

function digestOf(text: string, key: Uint8Array): string {
  const hash = key.length === 0 ? createHash('sha256') : createHmac('sha256', key);
  return hash.update(text).digest('hex').slice(0, 20);
}

/** Sources of a row, each once; an address is one of the web. */
export function sourceDrafts(all: readonly SourcesFrom[], row: SourceRow): SourceDraft[] {
  const found = new Map<string, SourceDraft>();
  for (const { column, separators = [], actorType } of all) {
    for (const name of cutAt(cell(row, column), separators)) {
      if (/^https?:\/\//i.test(name)) {
        const { key, address, isAccount } = accountOf(name);
        const type = actorType ?? (isAccount ? 'account' : 'organisation');
        found.set(key, { key, actorType: type, names: [], addresses: [address] });
      } else
        found.set(categoryKey(name), {
          key: categoryKey(name),
          actorType: actorType ?? 'unknown',
          names: [name],
          addresses: [],
        });
    }
  }
  return [...found.values()];
}
