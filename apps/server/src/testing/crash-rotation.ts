// Run as a process of its own by the tests of rotation: dies at one of its steps.
import { openInstance } from '../database/index.ts';
import { ROTATED_KEYS, type RotationStep, rotateKeys } from '../record/index.ts';

const [data = '', at = ''] = process.argv.slice(2);
const instance = await openInstance({ data });
await rotateKeys(instance, {
  which: ROTATED_KEYS,
  by: 'operator:tester',
  done: (step: RotationStep) => {
    if (step === at) process.kill(process.pid, 'SIGKILL');
  },
});
await instance.close();
