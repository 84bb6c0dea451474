import { openNote, parseVerifierKey } from '@cairn/ledger';
import type { Instance } from '../database/index.ts';
import { checkpointOfSize, forksSeen, knownPartners } from '../record/index.ts';
import { nameOf } from './partners.ts';
import { lastRefusal } from './refusals.ts';
import { isServing } from './serving-store.ts';
import { type ConfiguredWitness, configuredWitnesses, largestLine, partnersCosigned } from './witness-list-store.ts';

/** A witness of this log as the integrity page shows it. */
export interface WitnessShown {
  readonly name: string;
  readonly url: string | null;
  readonly active: boolean;
  /** The largest checkpoint that it cosigned, and when it says that it did. */
  readonly last: { readonly size: number; readonly at: string | null } | null;
  readonly failing: string | null;
  /** Whether what fails says that this log, or the witness, is not the one that is known. */
  readonly alarming: boolean;
}

/** A partner whose log this instance cosigns. */
export interface PartnerShown {
  readonly name: string;
  readonly origin: string;
  /** 0 where nothing was cosigned yet. */
  readonly size: number;
  readonly at: string | null;
  /** Why it was refused last, since the server started. */
  readonly refused: { readonly at: string; readonly message: string } | null;
}

export interface ForkShown {
  readonly origin: string;
  readonly name: string;
  readonly seen: string;
  readonly size: number;
  /** Two roots of one size, or a larger log that does not begin with the one that was cosigned. */
  readonly kind: 'two-roots' | 'other-history';
  readonly message: string;
}

export interface WitnessState {
  readonly witnesses: WitnessShown[];
  readonly witnessing: { readonly on: boolean; readonly partners: PartnerShown[] };
  readonly forks: ForkShown[];
}

/** Who cosigns this log, whose logs it cosigns, and which of those showed two histories. Names, sizes and times only. */
export async function witnessState(instance: Instance): Promise<WitnessState> {
  const db = instance.access;
  const witnesses = await configuredWitnesses(db);
  const partners = await knownPartners(db);
  const cosigned = await partnersCosigned(db);
  const forks = await forksSeen(db);
  return {
    witnesses: await Promise.all(witnesses.map((witness) => shown(instance, witness))),
    witnessing: {
      on: await isServing(db),
      partners: partners.map((partner) => {
        const { origin } = partner;
        const last = lastRefusal(instance, origin);
        return {
          ...{ name: nameOf(partner), origin },
          ...(cosigned.get(origin) ?? { size: 0, at: null }),
          refused: last === null ? null : { at: last.at, message: last.message },
        };
      }),
    },
    forks: forks.map(({ origin, seen, size, message, proof }) => {
      const partner = partners.find((each) => each.origin === origin);
      const kind = proof === null ? 'two-roots' : 'other-history';
      return { origin, name: partner === undefined ? origin : nameOf(partner), seen, size, kind, message };
    }),
  };
}

async function shown(instance: Instance, witness: ConfiguredWitness): Promise<WitnessShown> {
  const { name, url, active, ask } = witness;
  const failing = ask?.failing ?? null;
  const last = await lastCosigned(instance, witness);
  return { name, url, active, last, failing, alarming: ask?.alarming ?? false };
}

async function lastCosigned(instance: Instance, { name, vkey }: ConfiguredWitness): Promise<WitnessShown['last']> {
  const found = await largestLine(instance.access, name);
  if (found === null) return null;
  const { size, line } = found;
  const note = (await checkpointOfSize(instance.sequencer, size))?.note;
  try {
    const at = openNote(`${note}${line}\n`, [parseVerifierKey(vkey)]).signatures[0]?.timestamp;
    return { size, at: at === undefined ? null : new Date(at * 1000).toISOString() };
  } catch {
    return { size, at: null };
  }
}
