import { readdirSync, readFileSync } from 'node:fs';

/** A process and all below it, by id. Linux only; elsewhere the process alone. */
export function treeOf(root: number): number[] {
  const children = Map.groupBy(processes(), ({ parent }) => parent);
  const found: number[] = [];
  const walk = (pid: number): void => {
    found.push(pid);
    for (const child of children.get(pid) ?? []) walk(child.pid);
  };
  walk(root);
  return found;
}

/**
 * Proportional set size of processes in bytes: what each has for itself, and its share of what it has in common with
 * others, so that the sum counts no page twice. Null where the system does not tell (anything but Linux).
 */
export function memoryOf(pids: readonly number[]): number | null {
  let sum: number | null = null;
  for (const pid of pids) {
    try {
      const [, kilobytes] = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
      sum = (sum ?? 0) + Number(kilobytes) * 1024;
    } catch {
      // It has ended meanwhile.
    }
  }
  return sum;
}

function processes(): { pid: number; parent: number }[] {
  const found: { pid: number; parent: number }[] = [];
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      // The command's name stands in brackets and may hold anything.
      const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
      found.push({ pid: Number(name), parent: Number(parent) });
    } catch {
      // It has ended meanwhile.
    }
  }
  return found;
}
