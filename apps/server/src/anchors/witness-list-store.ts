import type { Queries } from '../record/index.ts';

/** A witness of this log as the operator configured it, and how asking it went last. */
export interface ConfiguredWitness {
  readonly name: string;
  readonly vkey: string;
  readonly active: boolean;
  /** Submission prefix (C2SP tlog-witness); null where its cosignatures come by file. */
  readonly url: string | null;
  readonly ask: LastAsk | null;
}

export interface LastAsk {
  readonly at: Date;
  /** The slot of the schedule that it was for; null where somebody asked by hand. */
  readonly slot: Date | null;
  /** In a row. */
  readonly failures: number;
  /** What went wrong, in words; null where nothing did. */
  readonly failing: string | null;
  /** Whether the answer says that this log is not the one that the witness has seen. */
  readonly alarming: boolean;
}

export async function configuredWitnesses(db: Queries): Promise<ConfiguredWitness[]> {
  const { rows } = await db.query(
    `select w.name, w.vkey, w.active, w.url, a.at, a.slot, a.failures, a.failing, a.alarming
     from cairn.witness w left join cairn.witness_ask a on a.witness = w.name order by w.name`,
  );
  return rows.map(({ name, vkey, active, url, at, slot, failures, failing, alarming }) => ({
    ...{ name, vkey, active, url },
    ask: at === null ? null : { at, slot, failures, failing, alarming },
  }));
}

export async function keepAsk(db: Queries, witness: string, ask: LastAsk): Promise<void> {
  await db.query(
    `insert into cairn.witness_ask (witness, at, slot, failures, failing, alarming) values ($1, $2, $3, $4, $5, $6)
     on conflict (witness) do update set at = $2, slot = $3, failures = $4, failing = $5, alarming = $6`,
    [witness, ask.at, ask.slot, ask.failures, ask.failing, ask.alarming],
  );
}

export async function forgetAsk(db: Queries, witness: string): Promise<void> {
  await db.query('delete from cairn.witness_ask where witness = $1', [witness]);
}

/** Cosignatures of one witness, the largest checkpoint first. */
export async function largestLine(db: Queries, witness: string): Promise<{ size: number; line: string } | null> {
  const { rows } = await db.query(
    "select size, line from cairn.cosignature where starts_with(line, '— ' || $1 || ' ') order by size desc, line desc limit 1",
    [witness],
  );
  return rows[0] === undefined ? null : { size: Number(rows[0].size), line: rows[0].line };
}

/** The largest checkpoint that this instance cosigned of each partner's log. */
export async function partnersCosigned(db: Queries): Promise<Map<string, { size: number; at: string | null }>> {
  const { rows } = await db.query(
    'select distinct on (origin) origin, size, at from cairn.witnessed_checkpoint order by origin, size desc',
  );
  return new Map(rows.map(({ origin, size, at }) => [origin, { size: Number(size), at: at?.toISOString() ?? null }]));
}
