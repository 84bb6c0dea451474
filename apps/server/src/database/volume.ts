import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/** What can be told of the volume that holds a folder: nothing is said of a disk that encrypts by itself. */
export type VolumeState = 'encrypted' | 'unencrypted' | 'unknown';

/** A block device as the kernel describes it. */
export interface BlockDevice {
  /** The name that device mapper gave it (`dm/uuid`), empty for other devices. */
  readonly mapping: string;
  /** The devices that it stands on; none for a disk or a partition. */
  readonly below: readonly BlockDevice[];
  /** Whether it is a file of another volume, or lies in memory. */
  readonly apparent: boolean;
}

/** Looks whether the volume of a folder is encrypted. Never throws: what cannot be looked at is unknown. */
export async function volumeOf(folder: string): Promise<VolumeState> {
  try {
    const real = realpathSync(folder);
    if (process.platform === 'linux') {
      return linuxVolume(real, readFileSync('/proc/self/mountinfo', 'utf8'), (id, source) => deviceOf(id, source));
    }
    return process.platform === 'darwin' ? macVolume(real, await run('/usr/bin/fdesetup', ['status'])) : 'unknown';
  } catch {
    return 'unknown';
  }
}

/** File systems that encrypt what they hold. */
const ENCRYPTING = new Set(['ecryptfs', 'fuse.gocryptfs', 'fuse.encfs', 'fuse.cryfs', 'fuse.securefs']);

/**
 * The state of a folder's volume on Linux.
 *
 * @param mountinfo `/proc/self/mountinfo`
 * @param device finds a block device by its number (`8:1`) or, where a file system has none of its own, by its path
 */
export function linuxVolume(
  folder: string,
  mountinfo: string,
  device: (id: string, source: string) => BlockDevice | null,
): VolumeState {
  const mount = mountOf(folder, mountinfo);
  if (mount === null) return 'unknown';
  if (ENCRYPTING.has(mount.type)) return 'encrypted';
  const found = device(mount.device, mount.source);
  return found === null ? 'unknown' : deviceState(found);
}

/** Encrypted where every disk below is reached through encryption only. */
function deviceState({ mapping, below, apparent }: BlockDevice): VolumeState {
  if (mapping.startsWith('CRYPT-')) return 'encrypted';
  if (apparent) return 'unknown';
  if (below.length === 0) return 'unencrypted';
  const states = below.map(deviceState);
  if (states.includes('unencrypted')) return 'unencrypted';
  return states.includes('unknown') ? 'unknown' : 'encrypted';
}

interface Mount {
  readonly point: string;
  /** Major and minor number, `0:…` where the file system has no device of its own. */
  readonly device: string;
  readonly type: string;
  readonly source: string;
}

/** The mount that a folder lies in: the longest mount point above it, and of two at one place the later. */
function mountOf(folder: string, mountinfo: string): Mount | null {
  let found: Mount | null = null;
  for (const line of mountinfo.split('\n')) {
    const [left = '', right = ''] = line.split(' - ');
    const [, , device, , point] = left.split(' ');
    const [type = '', source = ''] = right.split(' ');
    if (device === undefined || point === undefined) continue;
    const mount = { point: unescaped(point), device, type, source: unescaped(source) };
    const above = mount.point === '/' || folder === mount.point || folder.startsWith(`${mount.point}/`);
    if (above && mount.point.length >= (found?.point.length ?? 0)) found = mount;
  }
  return found;
}

/** Blanks and the like are written as octal numbers. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
}

/** What `fdesetup status` says of a Mac's own volume; others are not asked about. */
export function macVolume(folder: string, status: string): VolumeState {
  if (folder.startsWith('/Volumes/')) return 'unknown';
  if (/^FileVault is On\./m.test(status)) return 'encrypted';
  return /^FileVault is Off\./m.test(status) ? 'unencrypted' : 'unknown';
}

function deviceOf(id: string, source: string): BlockDevice | null {
  const number = id.startsWith('0:') ? numberOf(source) : id;
  const folder = number === null ? null : `/sys/dev/block/${number}`;
  return folder === null || !existsSync(folder) ? null : read(realpathSync(folder));
}

/** Btrfs and others name the device by its path only. */
function numberOf(source: string): string | null {
  if (!source.startsWith('/dev/') || !existsSync(source)) return null;
  const { rdev } = statSync(source);
  return `${(rdev >>> 8) & 0xfff}:${(rdev & 0xff) | ((rdev >>> 12) & 0xfff00)}`;
}

function read(folder: string): BlockDevice {
  const mapping = path.join(folder, 'dm', 'uuid');
  const slaves = path.join(folder, 'slaves');
  const name = path.basename(folder);
  return {
    mapping: existsSync(mapping) ? readFileSync(mapping, 'latin1').trim() : '',
    below: existsSync(slaves) ? readdirSync(slaves).map((each) => read(realpathSync(path.join(slaves, each)))) : [],
    apparent: /^(?:loop|zram|ram|nbd|rbd)/.test(name),
  };
}

function run(file: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, args, { timeout: 5_000 }, (error, out) => (error === null ? resolve(out) : reject(error)));
  });
}
