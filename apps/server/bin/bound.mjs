// Loaded before every script that runs under the pinned Node. The channel to the starter closes when the starter ends,
// even by kill -9; the script then gets the same SIGTERM that a user could have sent, and a time limit.
import { isMainThread } from 'node:worker_threads';

const LIMIT = 90_000;

// Children of the script inherit the environment, and have a parent of their own to watch.
if (isMainThread && process.channel && process.env.CAIRN_STARTER === String(process.ppid)) {
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), LIMIT).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  // Watching alone must not keep a finished script alive.
  process.channel.unref();
}
