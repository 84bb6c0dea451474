/** One thing that does not match. */
export interface Finding {
  /** What kind of thing: `revision`, `disclosure`, `projection`, `log`, `checkpoint`, `rights`, `activity`, `file` … */
  readonly what: string;
  /** Which one: a record's id where there is one, else a table and key, an index or a file. */
  readonly id: string;
  /** What was committed, in words or digits; empty where only the fact is known. */
  readonly expected: string;
  readonly found: string;
  readonly message: string;
}

/** How many of each thing an audit looked at. */
export interface Checked {
  revisions: number;
  leaves: number;
  checkpoints: number;
  stamps: number;
  files: number;
  projections: number;
  committed: number;
  activity: number;
}

/** Findings of one kind beyond this many are counted and not listed, so that a ruined table does not fill the memory. */
const MOST_OF_A_KIND = 10_000;

/** Collects findings and counts while an audit runs. */
export class Ledger {
  readonly findings: Finding[] = [];
  readonly checked: Checked = {
    revisions: 0,
    leaves: 0,
    checkpoints: 0,
    stamps: 0,
    files: 0,
    projections: 0,
    committed: 0,
    activity: 0,
  };
  readonly #perKind = new Map<string, number>();

  /** Enters a finding; the same thing said twice in the same words is entered once. */
  add(what: string, id: string, message: string, expected: unknown = '', found: unknown = ''): void {
    const n = (this.#perKind.get(what) ?? 0) + 1;
    this.#perKind.set(what, n);
    if (n > MOST_OF_A_KIND) return;
    const finding = { what, id, expected: shown(expected), found: shown(found), message };
    if (n < 200 && this.findings.some((f) => f.what === what && f.id === id && f.message === message)) return;
    this.findings.push(finding);
  }

  /** How many findings of a kind were not listed. */
  get unlisted(): number {
    return [...this.#perKind.values()].reduce((sum, n) => sum + Math.max(0, n - MOST_OF_A_KIND), 0);
  }

  /** Takes over what another part of the audit collected. */
  merge(findings: readonly Finding[], checked: Partial<Checked>): void {
    for (const f of findings) this.add(f.what, f.id, f.message, f.expected, f.found);
    for (const [key, n] of Object.entries(checked)) this.checked[key as keyof Checked] += n;
  }
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
