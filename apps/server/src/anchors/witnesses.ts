import { COSIGNATURE_V1, NoteError, parseVerifierKey, type Verifier } from '@cairn/ledger';
import type { Instance } from '../database/index.ts';
import { requireOutsider } from '../record/cosigning.ts';
import { decideDeeds } from '../record/index.ts';
import { NotFound, Refusal } from '../record/types.ts';
import { type ConfiguredWitness, configuredWitnesses, forgetAsk } from './witness-list-store.ts';

/**
 * Configures a witness that is asked over HTTP. Its key is fixed: what another key signs under any name is refused.
 *
 * @param given.url submission prefix, for instance `https://partner.example/witness`
 * @throws Refusal for a key that is none of a witness, another key under a known name, or an address that cannot be asked
 */
export async function addWitness(
  instance: Instance,
  by: string,
  given: { readonly key: string; readonly url: string },
): Promise<{ name: string; url: string }> {
  const key = witnessKeyOf(given.key);
  const { name, vkey } = key;
  const url = submissionPrefix(given.url);
  requireOutsider(instance, key);
  await decideDeeds(instance, async (db) => {
    const known = (await configuredWitnesses(db)).find((witness) => witness.name === name);
    if (known !== undefined && known.vkey !== vkey)
      throw new Refusal('Another key is known for this witness.', name, 'Ask its owner why before anything else.');
    const reason = 'A witness that is asked over HTTP';
    return [{ table: 'witness', row: { name, vkey, active: true, url }, by, reason }];
  });
  await forgetAsk(instance.access, name);
  return { name, url };
}

/**
 * Asks a witness no more. What it cosigned still counts, unless it is distrusted.
 *
 * @throws NotFound
 */
export async function removeWitness(instance: Instance, by: string, name: string, distrust: boolean): Promise<void> {
  await decideDeeds(instance, async (db) => {
    const all = await configuredWitnesses(db);
    const known = all.find((witness) => witness.name === name);
    if (known === undefined)
      throw new NotFound(`There is no witness ${name}. Known: ${all.map((each) => each.name).join(', ') || 'none'}.`);
    const row = { name, vkey: known.vkey, active: distrust ? false : known.active, url: null };
    const reason = distrust ? 'A witness that counts no more' : 'A witness that is asked no more';
    return [{ table: 'witness', row, by, reason }];
  });
  await forgetAsk(instance.access, name);
}

/** Those that are asked; all where no name is given. @throws NotFound for a name that none of them has */
export async function askedWitnesses(
  instance: Instance,
  name?: string,
): Promise<(ConfiguredWitness & { url: string })[]> {
  const all = (await configuredWitnesses(instance.access)).flatMap((witness) =>
    witness.active && witness.url !== null ? [{ ...witness, url: witness.url }] : [],
  );
  const found = all.filter((witness) => name === undefined || witness.name === name);
  if (name !== undefined && found.length === 0)
    throw new NotFound(`No witness ${name} is asked over HTTP. Asked: ${all.map((w) => w.name).join(', ') || 'none'}.`);
  return found;
}

function witnessKeyOf(text: string): Verifier {
  try {
    const key = parseVerifierKey(text.trim());
    if (key.type === COSIGNATURE_V1) return key;
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
  }
  throw new Refusal(
    'This is not the key of a witness.',
    '',
    'Take the witness part of "cairn log key --json" at the partner.',
  );
}

/** Unencrypted only where nothing crosses a network in clear: the size of the log would show. */
function submissionPrefix(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const bare = url !== null && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  if (url === null || !bare || !/^https?:$/.test(url.protocol))
    throw new Refusal('This is no address of a witness.', '', 'Give one such as https://partner.example/witness');
  const inClear = url.protocol === 'http:' && !/^(localhost|127\.0\.0\.1|\[::1\])$|\.onion$/.test(url.hostname);
  if (inClear)
    throw new Refusal('The address must begin with https://', '', 'Only onion services and this machine do without.');
  return url.href.replace(/\/+$/, '');
}
