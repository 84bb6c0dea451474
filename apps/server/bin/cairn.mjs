#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { finishWith, rerun } from './rerun.mjs';

const MAIN = fileURLToPath(new URL('../src/commands/main.ts', import.meta.url));

// Under npx the command ends with npx; run by its own name, in the background of a closed terminal, it may live on.
const underNpm = process.env.npm_lifecycle_event !== undefined || process.env.npm_command === 'exec';

await finishWith(() => rerun(MAIN, process.argv.slice(2), { withParent: underNpm }));
