import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { StarterError } from './pinned.mjs';
import { finishWith, rerun } from './rerun.mjs';

// Usage: node run.mjs FILE [args …] — runs a script under the pinned Node.
await finishWith(() => {
  const [file, ...args] = process.argv.slice(2);
  if (file === undefined) throw new StarterError('Usage: node apps/server/bin/run.mjs FILE [arguments]');
  if (!existsSync(file)) throw new StarterError(`There is no ${path.resolve(file)}.`);
  return rerun(realpathSync(path.resolve(file)), args, { withParent: process.env.npm_lifecycle_event !== undefined });
});
