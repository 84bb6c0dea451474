import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ROOT } from './pinned.mjs';
import { ensureInstalled, ensureWeb } from './prepare.mjs';
import { finishWith, rerun } from './rerun.mjs';

/** What is skipped lacks something that it needs: a foreign tool, or files beside the checkout. */
const SKIPPED = ['skipped', 'pending', 'todo', 'disabled'];

const withParent = process.env.npm_lifecycle_event !== undefined;

// npm test: does its own set-up, runs everything, and ends with a line "N passed, N failed".
await finishWith(async () => {
  const env = { ...process.env };
  const counts = { passed: 0, failed: 0 };
  const results = mkdtempSync(path.join(os.tmpdir(), 'cairn-test-'));
  try {
    await ensureInstalled();
    env.CHROMIUM_PATH = ensureChromium();
    // Commands and servers are started hundreds of times; what the first one compiled, the others need not.
    env.NODE_COMPILE_CACHE = path.join(results, 'compiled');
    await ensureWeb();
    await check(counts, 'types', 'node_modules/typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json'], env);
    if (existsSync(path.join(ROOT, 'apps/web/tsconfig.json')))
      await check(
        counts,
        'types of the pages',
        'node_modules/typescript/bin/tsc',
        ['--noEmit', '-p', 'apps/web/tsconfig.json'],
        env,
      );
    await check(
      counts,
      'lint and format',
      'node_modules/@biomejs/biome/bin/biome',
      ['check', '--diagnostic-level=warn', '.'],
      env,
    );
    const file = path.join(results, 'results.json');
    const wanted = process.argv.slice(2);
    const status = await run(
      'node_modules/vitest/vitest.mjs',
      ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...wanted],
      env,
    );
    addVitest(counts, file, status);
  } catch (error) {
    console.error(error.message);
    counts.failed += 1;
  } finally {
    rmSync(results, { recursive: true, force: true });
  }
  console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed === 0 ? 0 : 1;
});

function run(script, args, env) {
  return rerun(path.join(ROOT, script), args, { cwd: ROOT, env, withParent });
}

async function check(counts, name, script, args, env) {
  const ok = (await run(script, args, env)) === 0;
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}`);
  counts[ok ? 'passed' : 'failed'] += 1;
}

/** A file that could not be loaded has no tests to count, and counts as one failure; so does a run that ended badly otherwise. */
function addVitest(counts, file, status) {
  let failed = 0;
  try {
    const results = JSON.parse(readFileSync(file, 'utf8'));
    const broken = results.testResults.filter(
      (each) => each.status === 'failed' && !each.assertionResults.some(({ status: s }) => s === 'failed'),
    );
    counts.passed += results.numPassedTests;
    failed = results.numFailedTests + broken.length;
    for (const { name, assertionResults } of results.testResults)
      for (const { status: s, fullName } of assertionResults)
        if (SKIPPED.includes(s)) console.log(`skipped  ${path.relative(ROOT, name)}: ${fullName}`);
  } catch (error) {
    console.error(`The results of the tests could not be read: ${error.message}`);
  }
  counts.failed += failed === 0 && status !== 0 ? 1 : failed;
}
