import type { Pool } from 'pg';
import type { Instance } from '../database/index.ts';
import { notifyChanged } from './live-store.ts';

/** Pause between announcements of one process, in milliseconds: each takes a lock that every other one waits for. */
const PAUSE = 250;

const announcers = new WeakMap<Pool, { last: number; timer: NodeJS.Timeout | undefined }>();

/**
 * Says to all server processes on this database that something changed: that, and nothing of what. Their streams then ask
 * what their own sessions may see of it. One announcement serves all changes of a moment. One that is lost, because the process
 * ends, costs seconds: streams also ask by themselves.
 *
 * @example
 * await commitDeed(instance, deed); // announces by itself, as `commit` does
 * await removeDisclosures(instance); // what writes in another way says so:
 * announceChange(instance);
 */
export function announceChange({ app }: Pick<Instance, 'app'>): void {
  const announcer = announcers.get(app) ?? { last: 0, timer: undefined };
  announcers.set(app, announcer);
  if (announcer.timer !== undefined) return;
  announcer.timer = setTimeout(
    () => {
      announcer.timer = undefined;
      announcer.last = Date.now();
      notifyChanged(app).catch(() => undefined);
    },
    Math.max(0, announcer.last + PAUSE - Date.now()),
  ).unref();
}
