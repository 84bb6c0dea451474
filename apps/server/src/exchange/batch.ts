import { randomUUID } from 'node:crypto';
import type { Change } from '../record/types.ts';
import { cutTo } from './content.ts';
import type { Format } from './format.ts';
import type { Existing, External, ImportPort } from './port.ts';
import { type ImportReport, problemCode } from './report.ts';

/** Lines of the account of flags that a batch keeps. */
const MOST_LINES = 500;

const LONGEST_TITLE = 300;

/**
 * What one file brought in, as a batch of the team. It comes with the first row that is written, so that a file which is in
 * already leaves none; a run that goes on where another broke off goes on with its batch.
 */
export class ImportBatch {
  readonly #port: ImportPort;
  readonly #format: Format;
  readonly #file: string;
  readonly #external: External;
  #existing: Existing | undefined;
  #id: string = randomUUID();
  #taken = false;

  constructor(port: ImportPort, format: Format, file: string, sha256: string) {
    this.#port = port;
    this.#format = format;
    this.#file = file;
    this.#external = { dataset: format.name, id: `file:${sha256}`, occurrence: 1, role: 'batch' };
  }

  get id(): string {
    return this.#id;
  }

  /** Whether there is such a batch, or will be. */
  get made(): boolean {
    return this.#taken || this.#existing !== undefined;
  }

  /** The batch that an earlier run over this file made. */
  found(existing: Existing | undefined): void {
    this.#existing = existing;
    if (existing !== undefined) this.#id = existing.id;
  }

  /** What makes the batch, before the first row that belongs to it. */
  take(): Change[] {
    if (this.#taken) return [];
    this.#taken = true;
    return this.#existing === undefined ? [this.#change(0, this.#body())] : [];
  }

  /** Enters the account, where this run wrote anything or an earlier one broke off before it could. */
  async conclude(report: ImportReport, wrote: boolean): Promise<void> {
    const before = this.#existing;
    if (!this.#taken && (before === undefined || (before.body.report !== undefined && !wrote))) return;
    const base = before?.revision ?? 1;
    const body = { ...(before?.body ?? this.#body()), report: accountOf(report) };
    await this.#port.commit([this.#change(base, body)], `Import ${this.#format.name}: account`);
  }

  #body(): Record<string, unknown> {
    const title = cutTo(LONGEST_TITLE, `${this.#format.title}: ${this.#file}`);
    return { title, batchKind: 'import', origin: this.#file, external: this.#external };
  }

  #change(base: number, body: Record<string, unknown>): Change {
    return { id: this.#id, kind: 'batch', compartment: this.#port.compartment.id, base, body };
  }
}

/** The report without values, which may name people: how often each column had each problem. */
function accountOf({ flags, ...figures }: ImportReport): Record<string, unknown> {
  const lines = new Map<string, { column: string; problem: string; rows: number }>();
  for (const flag of flags) {
    const problem = problemCode(flag);
    const key = `${flag.column}\n${problem}`;
    const line = lines.get(key) ?? { column: flag.column, problem, rows: 0 };
    line.rows += 1;
    lines.set(key, line);
  }
  return { ...figures, problems: [...lines.values()].slice(0, MOST_LINES) };
}
