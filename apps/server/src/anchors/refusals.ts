import type { Instance } from '../database/index.ts';
import type { RefusalKind, WitnessRefusal } from '../record/witnessing.ts';

/** Why a partner's checkpoint was refused last, since the server started. */
export interface LastRefusal {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly kind: RefusalKind;
  readonly message: string;
}

/** Told on the integrity page: what a partner's log itself has shown, or what this instance can no longer do. */
const TOLD: readonly RefusalKind[] = ['unproven', 'two-roots', 'other-history', 'distrusted', 'forgot'];
/** Told at once and loudly. */
const LOUD: readonly RefusalKind[] = ['two-roots', 'other-history', 'forgot'];

const refused = new WeakMap<Instance, Map<string, LastRefusal>>();

/**
 * Keeps in memory why a log was refused. A proof that does not hold is kept here and not for good: whoever got hold of a
 * signed checkpoint can send it with a false proof, so it says nothing of the partner.
 */
export function noteRefusal(
  instance: Instance,
  { kind, what, where }: WitnessRefusal,
  say: (text: string) => void = (text) => console.error(text),
): void {
  if (!TOLD.includes(kind)) return;
  const all = refused.get(instance) ?? new Map<string, LastRefusal>();
  refused.set(instance, all);
  if (LOUD.includes(kind) && all.get(where)?.kind !== kind) say(`${where}: ${what}`);
  all.set(where, { at: new Date().toISOString(), kind, message: what });
}

/** A request of the log that was cosigned ends what was noted of it. */
export function forgetRefusal(instance: Instance, origin: string): void {
  refused.get(instance)?.delete(origin);
}

export function lastRefusal(instance: Instance, origin: string): LastRefusal | null {
  return refused.get(instance)?.get(origin) ?? null;
}
