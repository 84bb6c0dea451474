import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

export default defineConfig({
  test: {
    include: ['packages/**/*.test.ts', 'apps/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // Three more than the two cores of CI: most tests wait for a disk, a browser or a child; with four, a third of the cores idled.
    maxWorkers: 5,
    sequence: { sequencer: LongestFirst },
  },
});
