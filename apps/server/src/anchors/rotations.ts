import { equalBytes, openCheckpoint, openRotation, parseVerifierKey, type Rotation } from '@cairn/ledger';
import type { Instance, RotatedKey } from '../database/index.ts';
import {
  type Deed,
  decideDeeds,
  newestWitnessed,
  type Partner,
  partnerOf,
  partnerSetting,
  type Queries,
  ROTATED_KEYS,
  rotationsIn,
} from '../record/index.ts';
import { Refusal } from '../record/types.ts';
import { configuredWitnesses } from './witness-list-store.ts';

/** One key that was replaced. */
export interface KeyReplaced {
  readonly what: RotatedKey;
  /** When, and since when the old one may be in other hands; ISO 8601 in UTC. */
  readonly at: string;
  readonly since: string;
  readonly oldKey: string;
  readonly newKey: string;
}

/** Every key of this instance's log that was replaced, oldest first. */
export function rotationsOf(instance: Pick<Instance, 'keys'>): KeyReplaced[] {
  return rotationsIn(instance).flatMap(replacedIn);
}

/** The keys that one rotation replaced. */
export function replacedIn(rotation: Rotation): KeyReplaced[] {
  const { at, since } = rotation;
  return ROTATED_KEYS.map((what) => ({
    what,
    at,
    since,
    oldKey: rotation[what].old,
    newKey: rotation[what].new,
  })).filter(({ oldKey, newKey }) => oldKey !== newKey);
}

/** What a partner's rotation changed here. */
export interface PartnerRotated {
  readonly origin: string;
  readonly since: string;
  /** The key by which the partner's log is known now; null where only the witness was known here. */
  readonly key: string | null;
  /** The key by which the partner's witness is known now; null where it was not known here, or did not change. */
  readonly witness: string | null;
}

/**
 * Takes in a partner's rotation of keys: from then on its log is cosigned, and its witness believed, under the new keys
 * alone. It must be signed by the keys that are known here, and by the new ones.
 *
 * Whoever took the partner's keys could have made it as well. That the new keys are the partner's, only its owner can say.
 *
 * @throws Refusal when it is none, speaks of keys that are not known here, or contradicts what was cosigned
 */
export async function takeRotation(instance: Instance, by: string, text: string): Promise<PartnerRotated> {
  const rotation = rotationIn(text);
  const { origin, since } = rotation;
  if (origin === instance.keys.origin) throw new Refusal('This is a rotation of this log itself.', origin);
  let done: PartnerRotated = { origin, since, key: null, witness: null };
  await decideDeeds(instance, async (db) => {
    const partner = await partnerOf(db, origin);
    const log = partner === null ? null : await logDeed(db, partner, rotation, text);
    const witness = await witnessDeeds(db, rotation);
    if (log === null && witness.length === 0)
      throw new Refusal(
        'Neither this log nor its witness is known here by the old key.',
        origin,
        'Get the new key from its owner in person or by telephone.',
      );
    done = {
      ...done,
      key: log === null ? null : rotation.log.new,
      witness: witness.length === 0 ? null : rotation.witness.new,
    };
    const deeds = [...(log === null ? [] : [log]), ...witness];
    return deeds.map((deed): Deed => ({ ...deed, by, reason: "A partner's keys were replaced" }));
  });
  return done;
}

function rotationIn(text: string): Rotation {
  try {
    return openRotation(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(
      `This rotation of keys does not verify: ${why}.`,
      '',
      'Choose the file that "cairn log rotate" wrote.',
    );
  }
}

type Change = Pick<Deed, 'table' | 'row'>;

/** The deed by which a partner's log is known under its new key. */
async function logDeed(db: Queries, partner: Partner, rotation: Rotation, text: string): Promise<Change | null> {
  const { log, origin, size } = rotation;
  if (partner.key === log.new && partner.earlier.includes(log.old)) return null;
  if (partner.key !== log.old)
    throw new Refusal(
      'Another key is known for this log than the one that this rotation replaces.',
      origin,
      'Take in the rotations before it first, or ask its owner why.',
    );
  await requireAgreement(db, partner, rotation);
  const earlier = log.old === log.new ? partner.earlier : [...partner.earlier, log.old];
  const value = {
    key: log.new,
    ...(partner.name === null ? {} : { name: partner.name }),
    ...(earlier.length === 0 ? {} : { earlier }),
    rotation: { size: Number(size), note: text },
  };
  return { table: 'setting', row: { name: partnerSetting(origin), value } };
}

/** The old key has signed nothing beyond where the rotation says it ends, and nothing else there. */
async function requireAgreement(db: Queries, partner: Partner, { log, origin, size, root }: Rotation): Promise<void> {
  const stored = log.old === log.new ? null : await newestWitnessed(db, origin);
  if (stored === null) return;
  const seen = openCheckpoint(stored.note, [partner.key, ...partner.earlier].map(parseVerifierKey));
  if (seen.size < size || (seen.size === size && equalBytes(seen.root, root))) return;
  throw new Refusal(
    `This instance cosigned ${seen.size} entries under the old key; the rotation says that it last signed ${size}, and others. One of the two is not the owner's.`,
    origin,
    'Keep both, and speak with its owner.',
  );
}

/** The deeds by which a partner's witness is known under its new key. What the old one cosigned counts no more. */
async function witnessDeeds(db: Queries, { witness }: Rotation): Promise<Change[]> {
  if (witness.old === witness.new) return [];
  const all = await configuredWitnesses(db);
  const known = all.find(({ vkey, active }) => vkey === witness.old && active);
  if (known === undefined) return [];
  const { name } = parseVerifierKey(witness.new);
  // Whoever makes a rotation chooses the new name: it takes nobody else's place.
  if (all.some((each) => each.name === name && each.vkey !== witness.new))
    throw new Refusal('Another witness has the name that the new key bears.', name, 'Speak with its owner.');
  return [
    { table: 'witness', row: { name: known.name, vkey: known.vkey, active: false, url: null } },
    { table: 'witness', row: { name, vkey: witness.new, active: true, url: known.url } },
  ];
}
