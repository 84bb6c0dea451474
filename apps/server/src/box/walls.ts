import { existsSync } from 'node:fs';
import { type Means, systemParts } from './means.ts';

/** What a box sees under a path of its own. */
export interface View {
  readonly from: string;
  /** Absolute, within the box. */
  readonly to: string;
  /** `write` for an output file, `device` for one of the harmless devices. */
  readonly as: 'read' | 'write' | 'device';
}

/**
 * Whom the box runs as when the server is root: a number that no user has. It is not that of nobody, as whom the database
 * runs where there are no namespaces.
 */
export const BOX_USER = 65_531;

const DEVICES = ['/dev/null', '/dev/zero', '/dev/urandom', '/dev/random'];

/**
 * Builds the new root: an empty one in memory, into which only what is named is bound, read-only, without devices and
 * programs of other users. It stands on a folder that no source lies in, and is seen by this process and its children only.
 * `/proc` leads into the old root: umount needs it, and it ends with the old root.
 */
const BUILD = `set -eu
base=$1 mount=$2; shift 2
"$mount" -n --make-rprivate /
"$mount" -n -t tmpfs -o mode=755,size=1m,nosuid,nodev tmpfs "$base"
root=$base/root
mkdir "$root" "$base/in"
"$mount" -n -t tmpfs -o mode=755,size=1m,nosuid,nodev tmpfs "$root"
mkdir "$root/old" "$root/scratch"
ln -s old/proc "$root/proc"
place() {
  case $2 in */*) mkdir -p "$root\${2%/*}" ;; esac
  if [ -d "$1" ]; then mkdir -p "$root$2"; else [ -e "$root$2" ] || : > "$root$2"; fi
}
while [ "$1" != -- ]; do
  case $1 in
    link) ln -s "$2" "$root$3" ;;
    read) place "$2" "$3"; "$mount" -n --bind "$2" "$root$3"; "$mount" -n -o remount,bind,ro,nosuid,nodev "$root$3" ;;
    write) place "$2" "$3"; "$mount" -n --bind "$2" "$root$3"; "$mount" -n -o remount,bind,nosuid,nodev,noexec "$root$3" ;;
    device) place "$2" "$3"; "$mount" -n --bind "$2" "$root$3" ;;
    hide) if [ -d "$root$3" ]; then "$mount" -n -t tmpfs -o mode=0,size=4k,ro tmpfs "$root$3"; fi ;;
  esac
  shift 3
done
shift
"$mount" -n -o remount,bind,ro,nosuid,nodev "$root"
exec "$@"
`;

/**
 * Goes into the new root and closes the way back, then gives up every privilege for good. The count of user namespaces is
 * set to none, so that nobody in the box can be root of anything again.
 */
const ENTER = `set -eu
base=$1 mount=$2 umount=$3 pivot=$4 scratch=$5; shift 5
"$mount" -n --rbind "$base/root" "$base/in"
"$mount" -n -t tmpfs -o "mode=700,size=$scratch,nr_inodes=4096,nosuid,nodev,noexec" tmpfs "$base/in/scratch"
{ echo 0 > /proc/sys/user/max_user_namespaces; } 2>/dev/null || :
cd "$base/in"
"$pivot" . old
cd /
"$umount" -n -l /old
cd /scratch
exec "$@"
`;

/** Every namespace that the kernel gives to an ordinary user; the child ends with `unshare`, and with it all in the box. */
const NAMESPACES = [
  ...['--user', '--map-root-user', '--mount', '--net', '--pid', '--ipc', '--uts', '--cgroup'],
  ...['--fork', '--kill-child=SIGKILL'],
];

/** For setpriv: no capability, now or by any program that is run. */
export const NO_PRIVILEGE = ['--bounding-set=-all', '--inh-caps=-all', '--ambient-caps=-all', '--no-new-privs'];

/**
 * The command line that runs another in a sealed box.
 *
 * An ordinary user builds the root in a namespace where it is called root. The server that is root builds it as such, for
 * its folders may be closed to everybody else, and becomes nobody before it enters.
 *
 * @param hidden folders that are never seen, even where they lie within a part of the system
 * @param scratch size of the scratch place in bytes
 */
export function sealed(
  means: Means,
  { views, hidden, scratch }: { views: readonly View[]; hidden: readonly string[]; scratch: number },
  command: readonly string[],
): string[] {
  const { unshare, setpriv, mount, umount, pivotRoot } = means as { [K in keyof Means]: string };
  const { shown, links } = systemParts();
  const all: readonly View[] = [
    ...shown.map((each): View => ({ from: each, to: each, as: 'read' })),
    ...DEVICES.filter((each) => existsSync(each)).map((each): View => ({ from: each, to: each, as: 'device' })),
    ...views,
  ];
  const base = baseBeside(all.map(({ from }) => from));
  const steps = [
    ...all.flatMap(({ as, from, to }) => [as, from, to]),
    ...links.flatMap(({ from, to }) => ['link', to, from]),
    ...hidden.flatMap((folder) => ['hide', '', folder]),
  ];
  const build = ['/bin/sh', '-c', BUILD, 'cairn-box', base, mount, ...steps, '--'];
  const enter = ['/bin/sh', '-c', ENTER, 'cairn-box', base, mount, umount, pivotRoot, String(scratch)];
  const inside = [...enter, setpriv, ...NO_PRIVILEGE, ...command];
  const bound = [setpriv, '--pdeathsig', 'KILL'];
  if (process.getuid?.() !== 0) return [...bound, unshare, ...NAMESPACES, ...build, ...inside];
  const nobody = [...bound, `--reuid=${BOX_USER}`, `--regid=${BOX_USER}`, '--clear-groups'];
  return [
    ...bound,
    unshare,
    '--mount',
    '--propagation',
    'private',
    ...build,
    ...nobody,
    unshare,
    ...NAMESPACES,
    ...inside,
  ];
}

/** A folder to build on: anything that is there and that no source lies in, since what lies in it is covered. */
function baseBeside(sources: readonly string[]): string {
  const free = ['/sys', '/mnt', '/media', '/srv', '/run', '/tmp'].find(
    (folder) => existsSync(folder) && !sources.some((each) => each === folder || each.startsWith(`${folder}/`)),
  );
  return free ?? '/sys';
}
