import { expect, test } from 'vitest';
import { COMMANDS, commandAt } from './registry.ts';

test('the longest name at the head of the words is the command', () => {
  expect(commandAt(['user', 'add'])).toBe('user add');
  expect(commandAt(['import', 'ucdp-ged'])).toBe('import');
  expect(commandAt(['user'])).toBeNull();
  expect(commandAt(['constructor'])).toBeNull();
  expect(commandAt([])).toBeNull();
});

test.each(Object.entries(COMMANDS))('%s says how it is used', async (name, load) => {
  const command = await load();
  expect(command.usage.startsWith(name)).toBe(true);
  expect(command.summary).toMatch(/^[A-Z].*\.$/);
  for (const option of Object.keys(command.options)) {
    expect(`${command.usage}\n${command.details ?? ''}`).toContain(`--${option}`);
  }
});
