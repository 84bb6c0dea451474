import { createHash, createHmac, randomUUID } from 'node:crypto';
import { LONGEST_EXTERNAL_ID } from '@cairn/model';
import type { Change } from '../record/types.ts';
import { escaped } from './content.ts';
import type { ActorDraft, Mapped, SourceDraft } from './format.ts';
import type { External, ImportPort } from './port.ts';

/** Actors and sources remembered between rows. At about 300 bytes each this stays near 6 MB. */
const REMEMBERED = 20_000;

/** A record that rows of the dataset share. */
interface SharedRecord {
  readonly id: string;
  /** Sources only. */
  readonly code: string | undefined;
  /** What makes the record; taken by the first row that is written with it. */
  change: Change | null;
}

/** Finds or prepares the actors and sources that rows name, each once per dataset. */
export class Shared {
  readonly #port: ImportPort;
  readonly #dataset: string;
  readonly #dryRun: boolean;
  readonly #known = new Map<string, SharedRecord>();
  /** Keyed hashes of source keys: offices return in row after row, and the hash costs more than the look-up. */
  readonly #sourceIds = new Map<string, string>();

  constructor(port: ImportPort, dataset: string, dryRun: boolean) {
    this.#port = port;
    this.#dataset = dataset;
    this.#dryRun = dryRun;
  }

  /** Makes `actor` and `source` answer for everything that these rows name. One look-up for all of them. */
  async prepare(rows: readonly Mapped[]): Promise<void> {
    this.#forgetOldest();
    const actors = new Map<string, ActorDraft>();
    const sources = new Map<string, SourceDraft>();
    for (const mapped of rows) {
      for (const actor of mapped.actors) this.#want(actorId(actor.key), actor, actors);
      for (const source of mapped.sources) this.#want(this.#sourceId(source.key), source, sources);
    }
    const ids = [...actors.keys(), ...sources.keys()];
    if (ids.length === 0) return;
    for (const { id, body, external } of await this.#port.findExternal(this.#dataset, ids)) {
      const code = typeof body.sourceCode === 'string' ? body.sourceCode : undefined;
      this.#known.set(external.id, { id, code, change: null });
    }
    for (const [id, actor] of actors) if (!this.#known.has(id)) this.#prepareActor(id, actor);
    await this.#prepareSources([...sources].filter(([id]) => !this.#known.has(id)));
  }

  actor(key: string, changes: Change[]): string {
    return this.#take(actorId(key), changes).id;
  }

  source(key: string, changes: Change[]): { id: string; code: string | undefined } {
    return this.#take(this.#sourceId(key), changes);
  }

  /** The record, whose making joins `changes` where this is its first use. */
  #take(id: string, changes: Change[]): SharedRecord {
    const record = this.#known.get(id);
    if (record === undefined) throw new Error(`The mapping uses "${id}" without declaring it.`);
    if (record.change !== null) changes.push(record.change);
    record.change = null;
    return record;
  }

  #want<T>(id: string, draft: T, missing: Map<string, T>): void {
    const record = this.#known.get(id);
    if (record === undefined) {
      missing.set(id, draft);
      return;
    }
    // Used again: move it to the young end, away from being forgotten.
    this.#known.delete(id);
    this.#known.set(id, record);
  }

  #forgetOldest(): void {
    for (const id of this.#known.keys()) {
      if (this.#known.size <= REMEMBERED) return;
      this.#known.delete(id);
    }
  }

  #prepareActor(id: string, actor: ActorDraft): void {
    const change = this.#change({ dataset: this.#dataset, id, occurrence: 1, role: 'actor' }, actor.body);
    this.#known.set(id, { id: change.id, code: undefined, change });
  }

  async #prepareSources(sources: readonly (readonly [string, SourceDraft])[]): Promise<void> {
    if (sources.length === 0) return;
    const codes = this.#dryRun ? [] : await this.#port.nextSourceCodes(sources.length);
    for (const [index, [id, source]] of sources.entries()) {
      const code = codes[index] ?? `${this.#port.compartment.code}-S-000`;
      const external = { dataset: this.#dataset, id, occurrence: 1, role: 'source' };
      const change = this.#change(external, { ...sourceBody(source), sourceCode: code });
      this.#known.set(id, { id: change.id, code, change });
    }
  }

  #change(external: External, body: Readonly<Record<string, unknown>>): Change {
    const compartment = this.#port.compartment.id;
    return { id: randomUUID(), kind: 'actor', compartment, base: 0, body: { ...body, external } };
  }

  #sourceId(key: string): string {
    const known = this.#sourceIds.get(key);
    if (known !== undefined) return known;
    const hmac = createHmac('sha256', this.#port.sourceKey ?? new Uint8Array());
    const id = `source:${hmac.update(`${this.#dataset}\n${key}`).digest('hex').slice(0, 32)}`;
    if (this.#sourceIds.size >= REMEMBERED) this.#sourceIds.clear();
    this.#sourceIds.set(key, id);
    return id;
  }
}

/** A name as long as an id may not be is known by its hash. */
function actorId(key: string): string {
  const id = `actor:${escaped(key)}`;
  return id.length <= LONGEST_EXTERNAL_ID ? id : `actor:sha256:${createHash('sha256').update(key).digest('hex')}`;
}

/** Name and address stay in identity fields: everything else shows the code alone. */
function sourceBody({ actorType, names, addresses }: SourceDraft): Record<string, unknown> {
  const identity = {
    ...(names.length === 0 ? {} : { names: names.map((text) => ({ text })) }),
    ...(addresses.length === 0 ? {} : { contacts: addresses.map((value) => ({ kind: 'web', value })) }),
  };
  return { actorType, identity };
}
