import { equalBytes, fromUtf8 } from './bytes.ts';
import { PolicyError } from './errors.ts';
import { COSIGNATURE_V1, parseVerifierKey, type Verifier } from './key.ts';

/** A log whose checkpoints are accepted; the key's name is the log's origin. */
export interface PolicyLog {
  verifier: Verifier;
  url?: string;
}

/** A witness; its name has a meaning inside the policy only. */
export interface PolicyWitness {
  name: string;
  verifier: Verifier;
  url?: string;
}

/** A group, which has seen a checkpoint when `threshold` of its members have. */
export interface PolicyGroup {
  name: string;
  threshold: number;
  /** Names of witnesses and of groups that stand before this one. */
  members: string[];
}

/** Whom somebody trusts to say that a checkpoint is the one that everybody sees. */
export interface Policy {
  logs: PolicyLog[];
  witnesses: PolicyWitness[];
  groups: PolicyGroup[];
  /** Name of a witness or group, or null when no cosignature is required. */
  quorum: string | null;
}

const NONE = 'none';

/**
 * Reads a trust policy (C2SP tlog-policy).
 *
 * @throws PolicyError naming the line that the standard does not allow, NoteError included as its cause for bad keys.
 */
export function parsePolicy(source: string | Uint8Array): Policy {
  const text = typeof source === 'string' ? source : decode(source);
  const reader = new PolicyReader();
  text.split('\n').forEach((line, index) => {
    if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(line)) throw problem(index + 1, 'control characters are not allowed');
    const items = line.split(/[ \t]+/).filter((item) => item !== '');
    if (items.length > 0 && !items[0]?.startsWith('#')) reader.read(index + 1, items);
  });
  return reader.finish();
}

// Names and comments are octets of any encoding to the standard. Octets that are not UTF-8 are read one by one: names
// still differ exactly when their octets do.
function decode(source: Uint8Array): string {
  try {
    return fromUtf8(source);
  } catch {
    return Array.from(source, (octet) => String.fromCharCode(octet)).join('');
  }
}

function problem(line: number, what: string, cause?: unknown): PolicyError {
  return new PolicyError(`policy line ${line}: ${what}`, cause === undefined ? {} : { cause });
}

class PolicyReader {
  readonly #policy: Policy = { logs: [], witnesses: [], groups: [], quorum: null };
  readonly #defined = new Set<string>();
  readonly #members = new Set<string>();
  #hasQuorum = false;

  read(line: number, [keyword, ...items]: string[]): void {
    if (keyword === 'log') this.#log(line, items);
    else if (keyword === 'witness') this.#witness(line, items);
    else if (keyword === 'group') this.#group(line, items);
    else if (keyword === 'quorum') this.#quorum(line, items);
    else throw problem(line, `unknown keyword ${JSON.stringify(keyword)}`);
  }

  finish(): Policy {
    if (!this.#hasQuorum) throw new PolicyError('policy has no quorum line; write "quorum none" to require no witness');
    return this.#policy;
  }

  #log(line: number, [vkey, url, ...rest]: string[]): void {
    if (vkey === undefined || rest.length > 0) throw problem(line, 'expected: log <vkey> [<url>]');
    const verifier = readKey(line, vkey);
    requireNewKey(line, verifier, this.#policy.logs);
    this.#policy.logs.push(url === undefined ? { verifier } : { verifier, url });
  }

  #witness(line: number, [name, vkey, url, ...rest]: string[]): void {
    if (name === undefined || vkey === undefined || rest.length > 0) {
      throw problem(line, 'expected: witness <name> <vkey> [<url>]');
    }
    const verifier = readKey(line, vkey);
    if (verifier.type !== COSIGNATURE_V1) throw problem(line, `the key of witness ${name} is not a cosignature key`);
    requireNewKey(line, verifier, this.#policy.witnesses);
    this.#define(line, name);
    this.#policy.witnesses.push(url === undefined ? { name, verifier } : { name, verifier, url });
  }

  #group(line: number, [name, k, ...members]: string[]): void {
    if (name === undefined || k === undefined || members.length === 0) {
      throw problem(line, 'expected: group <name> all|any|<k> <name>...');
    }
    const threshold = k === 'all' ? members.length : k === 'any' ? 1 : /^[1-9][0-9]*$/.test(k) ? Number(k) : 0;
    if (threshold < 1 || threshold > members.length) {
      throw problem(line, `the threshold of group ${name} must be all, any or a number from 1 to ${members.length}`);
    }
    for (const member of members) {
      this.#requireDefined(line, member);
      if (this.#members.has(member)) throw problem(line, `${member} is already a member of a group`);
      this.#members.add(member);
    }
    this.#define(line, name);
    this.#policy.groups.push({ name, threshold, members });
  }

  #quorum(line: number, [name, ...rest]: string[]): void {
    if (name === undefined || rest.length > 0) throw problem(line, 'expected: quorum <name>');
    if (this.#hasQuorum) throw problem(line, 'there is already a quorum line');
    if (name !== NONE) this.#requireDefined(line, name);
    this.#hasQuorum = true;
    this.#policy.quorum = name === NONE ? null : name;
  }

  #define(line: number, name: string): void {
    if (name === NONE) throw problem(line, `the name ${NONE} is reserved`);
    if (this.#defined.has(name)) throw problem(line, `${name} is already defined`);
    this.#defined.add(name);
  }

  #requireDefined(line: number, name: string): void {
    if (!this.#defined.has(name)) throw problem(line, `${name} is not defined on a line above`);
  }
}

function readKey(line: number, vkey: string): Verifier {
  try {
    return parseVerifierKey(vkey);
  } catch (cause) {
    throw problem(line, cause instanceof Error ? cause.message : 'bad verifier key', cause);
  }
}

function requireNewKey(line: number, { publicKey }: Verifier, others: readonly { verifier: Verifier }[]): void {
  if (others.some(({ verifier }) => equalBytes(verifier.publicKey, publicKey))) {
    throw problem(line, 'the same public key stands on a line above; under another name it is still the same signer');
  }
}
