import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { KINDS, validate } from '@cairn/model';
import type { Change, Committed } from '../record/types.ts';
import { escaped } from './content.ts';
import type { Existing, External, ImportPort, StoredFile } from './port.ts';

/** A record as the port keeps it. */
export interface StoredRecord extends Existing {
  readonly history: readonly { readonly author: string; readonly reason: string }[];
}

/**
 * Stands in for the engine in tests: revisions count up, a stale base is refused, external identities are unique, bodies
 * must satisfy the model, and a commit happens whole or not at all. Bodies go in and out as JSON, escaped as the engine does.
 */
export class MemoryPort implements ImportPort {
  readonly compartment = { id: randomUUID(), code: 'KHA' };
  author = 'operator:test';
  readonly records = new Map<string, StoredRecord>();
  readonly files = new Map<string, StoredFile>();
  /** Sizes of the commits so far. */
  readonly commits: number[] = [];
  /** Called before each commit takes effect; may throw. */
  beforeCommit: (changes: readonly Change[]) => void = () => {};
  #identities = new Map<string, string>();
  #byExternalId = new Map<string, Set<string>>();
  #sourceCodes = 0;

  async findExternal(dataset: string, ids: readonly string[]): Promise<Existing[]> {
    const found = ids.flatMap((id) => [...(this.#byExternalId.get(`${dataset}\n${id}`) ?? [])]);
    return found.map((id) => structuredClone(this.records.get(id)!));
  }

  async commit(changes: readonly Change[], reason: string, after?: Promise<unknown>): Promise<Committed[]> {
    await after;
    this.beforeCommit(changes);
    for (const change of changes) this.#assertPossible(change);
    this.#assertDistinct(changes);
    this.commits.push(changes.length);
    return changes.map((change) => this.#store(change, reason));
  }

  async storeFile(path: string): Promise<StoredFile> {
    const bytes = await readFile(path);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = { sha256, bytes: bytes.length, name: basename(path), mediaType: 'text/csv' };
    this.files.set(sha256, file);
    return file;
  }

  async nextSourceCodes(n: number): Promise<string[]> {
    return Array.from({ length: n }, () => `KHA-S-${String(++this.#sourceCodes).padStart(3, '0')}`);
  }

  /** Records of a kind, in the order in which they were made. */
  all(kind: Change['kind']): StoredRecord[] {
    return [...this.records.values()].filter((record) => record.kind === kind);
  }

  /** The record with this row id, role and occurrence. */
  find(id: string, role: string, occurrence = 1): StoredRecord | undefined {
    return [...this.records.values()].find(({ external }) => {
      return external.id === id && external.role === role && external.occurrence === occurrence;
    });
  }

  /** As a person would: a new revision with some fields replaced. */
  async edit(id: string, fields: Record<string, unknown>): Promise<void> {
    const { kind, revision, body } = this.records.get(id)!;
    const compartment = this.compartment.id;
    await this.commit([{ id, kind, compartment, base: revision, body: { ...body, ...fields } }], 'edited');
  }

  #assertPossible(change: Change): void {
    const current = this.records.get(change.id)?.revision ?? 0;
    if (current !== change.base) throw new Error(`Conflict: ${change.id} is at ${current}, not ${change.base}.`);
    const taken = this.#identities.get(identityOf(change));
    if (taken !== undefined && taken !== change.id) throw new Error(`Identity taken: ${identityOf(change)}`);
    const problems = [...validate(change.kind, change.body), ...this.#brokenRules(change)];
    if (problems.length > 0)
      throw new Error(`Invalid ${change.kind}: ${JSON.stringify({ problems, body: change.body })}`);
    for (const reference of JSON.stringify(change.body).matchAll(
      /"(?:incident|from|to|statementId|item|source|record)":"([0-9a-f-]{36})"/g,
    )) {
      this.#referenced.add(reference[1]!);
    }
  }

  #brokenRules({ id, kind, body }: Change) {
    const before = this.records.get(id)?.body ?? null;
    return KINDS[kind].rules({ before, after: body, author: this.author, id, others: new Map() });
  }

  readonly #referenced = new Set<string>();

  /** Ids that bodies name but that no record has. */
  get dangling(): string[] {
    return [...this.#referenced].filter((id) => !this.records.has(id));
  }

  #assertDistinct(changes: readonly Change[]): void {
    const identities = new Set(changes.map(identityOf));
    if (identities.size !== changes.length) throw new Error('Two changes of one commit have the same identity.');
  }

  #store(change: Change, reason: string): Committed {
    const { id, kind } = change;
    const body = JSON.parse(JSON.stringify(escaped(change.body))) as Record<string, unknown>;
    const external = body.external as External;
    const before = this.records.get(id);
    const history = [...(before?.history ?? []), { author: this.author, reason }];
    this.records.set(id, { id, kind, body, external, revision: change.base + 1, history });
    this.#identities.set(identityOf(change), id);
    const key = `${external.dataset}\n${external.id}`;
    this.#byExternalId.set(key, (this.#byExternalId.get(key) ?? new Set()).add(id));
    return { id, revision: change.base + 1, reference: `KHA-${String(this.records.size).padStart(6, '0')}` };
  }
}

function identityOf({ body }: Change): string {
  const { dataset, id, occurrence, role } = body.external as External;
  return [dataset, id, occurrence, role].join('\n');
}
