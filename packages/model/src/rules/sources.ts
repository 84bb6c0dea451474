import type { OtherRecord } from '../kind.ts';
import { type Provenance, provenanceTarget } from '../values/provenance.ts';

/** What the rules know of the sources behind a basis. */
export interface Support {
  /** How many sources can be told apart. */
  sources: number;
  /** Whether some source is neither anonymous nor unassessed, so that alone it carries more than a suspicion. */
  assessed: boolean;
}

interface Source {
  anonymous: boolean;
  assessed: boolean;
}

/**
 * Weighs a basis by the statements it names. Several statements of one source are one source; an item counts beside
 * the statements only when none of them is about it. Anonymous statements that no source code tells apart count as one:
 * nobody can know that they come from two people. A statement that cannot be seen counts as unassessed.
 */
export function supportOf(basis: readonly Provenance[], others: ReadonlyMap<string, OtherRecord>): Support {
  const sources = new Map<string, Source>();
  const cited = new Set<string>();
  for (const { statementId } of basis) {
    if (statementId === undefined) continue;
    const body = others.get(statementId)?.body ?? {};
    if (typeof body.item === 'string') cited.add(body.item);
    const key = sourceKey(statementId, body);
    const earlier = sources.get(key);
    sources.set(key, {
      anonymous: body.anonymous === true || earlier?.anonymous === true,
      assessed: isAssessed(body.reliability) || earlier?.assessed === true,
    });
  }
  for (const { itemId } of basis) {
    if (itemId !== undefined && !cited.has(itemId))
      sources.set(`item ${itemId}`, { anonymous: false, assessed: false });
  }
  return {
    sources: sources.size,
    assessed: [...sources.values()].some((source) => source.assessed && !source.anonymous),
  };
}

/** The statements of a basis, whose bodies {@link supportOf} must see. */
export function statementsOf(basis: readonly Provenance[]): string[] {
  return [...new Set(basis.map(({ statementId }) => statementId).filter((id) => id !== undefined))];
}

/** The records that a basis names, each once. */
export function targetsOf(basis: readonly Provenance[]): string[] {
  return [...new Set(basis.map(provenanceTarget).filter((id) => id !== undefined))];
}

function isAssessed(reliability: unknown): boolean {
  return typeof reliability === 'string' && reliability !== 'F';
}

function sourceKey(statementId: string, body: Record<string, unknown>): string {
  if (typeof body.source === 'string') return `actor ${body.source}`;
  if (typeof body.sourceCode === 'string') return `code ${body.sourceCode}`;
  if (body.anonymous === true) return 'anonymous';
  if (typeof body.item === 'string') return `item ${body.item}`;
  return `statement ${statementId}`;
}
