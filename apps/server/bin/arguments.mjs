import path from 'node:path';
import { StarterError } from './pinned.mjs';

const VALUES = ['data', 'port', 'origin', 'listen'];

/**
 * The arguments of `cairn start` from those of `npm start`. Without `--` npm keeps `--data DIR` to itself and leaves
 * `npm_config_data` and perhaps a stray `DIR`; they are put together again. A folder is relative to where the user is,
 * not to where npm runs scripts. Throws StarterError when a value cannot be told.
 */
export function startArguments(args, env) {
  const kept = VALUES.filter((name) => env[`npm_config_${name}`] && !args.includes(`--${name}`));
  const strays = kept.length === 0 ? [] : args.filter((arg) => !arg.startsWith('-'));
  const result = strays.length === 0 ? [...args] : args.filter((arg) => arg.startsWith('-'));
  for (const name of kept) result.push(`--${name}`, settledValue(name, env[`npm_config_${name}`], strays));
  if (env.npm_config_demo === 'true' && !result.includes('--demo')) result.push('--demo');
  return result.map((arg, index) => absoluteData(arg, result[index - 1], env.INIT_CWD));
}

function settledValue(name, value, strays) {
  if (value !== 'true') return value;
  const isNumber = (text) => /^\d+$/.test(text);
  const index = strays.findIndex((text) => isNumber(text) === (name === 'port'));
  if (index < 0) throw new StarterError(`--${name} needs a value. Write: npm start -- --${name} VALUE`);
  return strays.splice(index, 1)[0];
}

function absoluteData(arg, before, from) {
  if (from === undefined) return arg;
  if (before === '--data') return path.resolve(from, arg);
  return arg.startsWith('--data=') ? `--data=${path.resolve(from, arg.slice('--data='.length))}` : arg;
}
