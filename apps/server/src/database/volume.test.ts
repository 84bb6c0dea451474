import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { type BlockDevice, linuxVolume, macVolume, volumeOf } from './volume.ts';

// Lines as the kernel writes them, of invented machines.
const MOUNTS = String.raw`22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/mapper/vg-root rw,errors=remount-ro
23 22 0:21 / /proc rw,nosuid - proc proc rw
24 22 259:1 / /boot rw,relatime shared:3 - ext4 /dev/nvme0n1p1 rw
25 22 0:40 / /tmp rw,nosuid,nodev shared:5 master:2 - tmpfs tmpfs rw
26 22 0:41 /@home /home rw,relatime - btrfs /dev/mapper/luks-home rw,ssd
27 26 8:17 / /home/anna/USB\040stick rw,relatime - vfat /dev/sdb1 rw
28 22 0:50 / /mnt/team rw - nfs4 files.example:/team rw,vers=4.2
29 22 0:51 / /private rw - fuse.gocryptfs /srv/cipher rw
30 22 9:0 / /raid rw - xfs /dev/md0 rw
31 22 7:0 / /image rw - ext4 /dev/loop0 rw
32 22 8:33 / /twice rw - ext4 /dev/sdc1 rw
33 32 253:9 / /twice rw - ext4 /dev/mapper/later rw
34 22 0:60 / /var/lib/docker/merged rw - overlay overlay rw,lowerdir=/a`;

const disk: BlockDevice = { mapping: '', below: [], apparent: false };
const crypt: BlockDevice = { mapping: 'CRYPT-LUKS2-5f0e-luks', below: [disk], apparent: false };
const DEVICES: Record<string, BlockDevice> = {
  '254:1': { mapping: 'LVM-k3Jx', below: [crypt], apparent: false },
  '259:1': disk,
  '/dev/mapper/luks-home': crypt,
  '8:17': disk,
  '9:0': { mapping: '', below: [crypt, disk], apparent: false },
  '7:0': { ...disk, apparent: true },
  '8:33': disk,
  '253:9': crypt,
};
const find = (id: string, source: string): BlockDevice | null => DEVICES[id] ?? DEVICES[source] ?? null;

test.each([
  ['/', 'encrypted'],
  ['/var/lib/cairn', 'encrypted'],
  ['/boot', 'unencrypted'],
  ['/boots', 'encrypted'],
  ['/tmp/cairn', 'unknown'],
  ['/home/anna/data', 'encrypted'],
  ['/home/anna/USB stick/data', 'unencrypted'],
  ['/mnt/team', 'unknown'],
  ['/private/data', 'encrypted'],
  ['/raid/data', 'unencrypted'],
  ['/image', 'unknown'],
  ['/twice/data', 'encrypted'],
  ['/var/lib/docker/merged/data', 'unknown'],
])('the volume of %s is %s', (folder, state) => {
  expect(linuxVolume(folder, MOUNTS, find)).toBe(state);
});

test('a text that is no list of mounts tells nothing', () => {
  expect(linuxVolume('/data', '', find)).toBe('unknown');
  expect(linuxVolume('/data', 'what is this\n - \n', find)).toBe('unknown');
});

test.each([
  ['/Users/anna/data', 'FileVault is On.\n', 'encrypted'],
  ['/Users/anna/data', 'FileVault is Off.\n', 'unencrypted'],
  ['/Users/anna/data', 'FileVault is Off.\nEncryption in progress: Percent completed = 12\n', 'unencrypted'],
  ['/Users/anna/data', 'Error: -2147219196\n', 'unknown'],
  ['/Volumes/Stick/data', 'FileVault is On.\n', 'unknown'],
])('on a Mac %s with %j is %s', (folder, status, state) => {
  expect(macVolume(folder, status)).toBe(state);
});

test('looking at this machine gives an answer, and a folder that is not there gives none', async () => {
  expect(['encrypted', 'unencrypted', 'unknown']).toContain(await volumeOf(tmpdir()));
  expect(await volumeOf('/nowhere/at/all')).toBe('unknown');
});
