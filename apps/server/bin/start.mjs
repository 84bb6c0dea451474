import { fileURLToPath } from 'node:url';
import { startArguments } from './arguments.mjs';
import { ensureInstalled, ensureWeb } from './prepare.mjs';
import { finishWith, rerun } from './rerun.mjs';

const MAIN = fileURLToPath(new URL('../src/commands/main.ts', import.meta.url));

// npm start: from a fresh clone to a running Cairn.
await finishWith(async () => {
  const args = startArguments(process.argv.slice(2), process.env);
  await ensureInstalled();
  await ensureWeb();
  return rerun(MAIN, ['start', ...args], { withParent: process.env.npm_lifecycle_event !== undefined });
});
