import { fileURLToPath } from 'node:url';
import { runBoxed, SMALL } from '../../box/index.ts';

// A process that has a box at work, for a test that kills it. The box's program never ends by itself.

const folder = fileURLToPath(new URL('.', import.meta.url));
process.stdout.write('begun\n');
await runBoxed({
  program: { file: 'attack.ts', folder, withoutPermission: true },
  request: { attack: 'loop' },
  limits: { ...SMALL, time: 600_000 },
});
