import { setFlagsFromString } from 'node:v8';
import { openInstance } from '../apps/server/src/database/index.ts';
import { addFiles } from '../apps/server/src/evidence/index.ts';
import { openOperatorSession, sequence } from '../apps/server/src/record/index.ts';

// A process of its own, so that its memory is the intake's alone: takes files in until all are in the log, then prints what
// it took.
// As the command does.
setFlagsFromString('--semi-space-growth-factor=1');
const [data, compartment, path] = process.argv.slice(2) as [string, string, string];
const instance = await openInstance({ data });
const session = await openOperatorSession(instance);
const begun = performance.now();
const { stored, bytes, failed } = await addFiles(instance, session, {
  paths: [path],
  compartment,
  reason: 'Benchmark',
});
await sequence(instance);
const seconds = (performance.now() - begun) / 1000;
const { maxRSS } = process.resourceUsage();
await instance.close();
process.stdout.write(`${JSON.stringify({ stored, bytes, failed, seconds, peak: maxRSS * 1024 })}\n`);
