import { ED25519, NoteError, parseVerifierKey, type Verifier } from '@cairn/ledger';
import type { Instance } from '../database/index.ts';
import { decideDeeds, knownPartners, type Partner, partnerOf, partnerSetting } from '../record/index.ts';
import { NotFound, Refusal } from '../record/types.ts';

/**
 * Makes a partner's log known, so that it is cosigned when it asks. Only this makes one known over HTTP: a first request
 * never does.
 *
 * @param given.replace whether a known log's key may be replaced by this one; what the old key signs is then refused
 * @throws Refusal when the key is none of a log, is this instance's own, or another key is known for the log
 */
export async function addPartner(
  instance: Instance,
  by: string,
  given: { readonly name: string; readonly key: string; readonly replace?: boolean },
): Promise<Partner> {
  const name = given.name.trim();
  const key = logKeyOf(given.key);
  if (name === '') throw new Refusal('The name is empty.', '', 'Say what you call this partner.');
  if (key.name === instance.keys.origin)
    throw new Refusal(
      'This is the key of this instance itself.',
      '',
      'Take what "cairn log key" prints at the partner.',
    );
  let partner: Partner = { origin: key.name, key: key.vkey, earlier: [], name };
  await decideDeeds(instance, async (db) => {
    const known = await partnerOf(db, key.name);
    const replaced = known !== null && known.key !== key.vkey;
    if (replaced && given.replace !== true)
      throw new Refusal(
        'Another key is known for this log.',
        key.name,
        'Ask its owner why, in person or by telephone. If the key was rotated, add --replace.',
      );
    const before = known === null ? [] : [...known.earlier, ...(replaced ? [known.key] : [])];
    partner = { ...partner, earlier: before.filter((each) => each !== key.vkey) };
    const value = { key: partner.key, name, ...(partner.earlier.length === 0 ? {} : { earlier: partner.earlier }) };
    const reason = replaced ? "A partner's new key" : 'A partner made known';
    return [{ table: 'setting', row: { name: partnerSetting(key.name), value }, by, reason }];
  });
  return partner;
}

/**
 * Forgets a partner: its log is cosigned no more. What was cosigned stays, so that it is continued should the partner come
 * back.
 *
 * @param named the partner's name or the origin of its log
 * @throws NotFound, Refusal when several have the name
 */
export async function removePartner(instance: Instance, by: string, named: string): Promise<Partner> {
  const partners = await knownPartners(instance.access);
  const found = partners.filter(({ name, origin }) => origin === named || name === named);
  const [partner, ...others] = found;
  if (partner === undefined)
    throw new NotFound(`There is no partner ${named}. Known: ${partners.map(nameOf).join(', ') || 'none'}.`);
  if (others.length > 0)
    throw new Refusal(
      'Several partners have this name.',
      named,
      `Name one by its log: ${found.map((p) => p.origin).join(', ')}`,
    );
  const reason = 'A partner forgotten';
  await decideDeeds(instance, async () => [
    { table: 'setting', row: { name: partnerSetting(partner.origin) }, remove: true, by, reason },
  ]);
  return partner;
}

export function nameOf({ name, origin }: Partner): string {
  return name ?? origin;
}

function logKeyOf(text: string): Verifier {
  try {
    const key = parseVerifierKey(text.trim());
    if (key.type === ED25519) return key;
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
  }
  throw new Refusal('This is not the key of a log.', '', 'Take the whole line of "cairn log key" at the partner.');
}
