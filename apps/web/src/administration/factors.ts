import type { Say } from '../words/words.ts';
import type { AccountRow } from './shapes.ts';

/** The ways in that an account has, as one line. */
export function factorsInWords({ password, totp, passkeys }: AccountRow['factors'], say: Say): string {
  const said: string[] = [];
  if (password) said.push(say(totp ? 'admin.factors.passwordCode' : 'admin.factors.password'));
  if (!password && totp) said.push(say('admin.factors.code'));
  if (passkeys > 0) said.push(say('admin.factors.passkeys', { n: passkeys }));
  return said.length > 0 ? said.join(' · ') : say('admin.factors.none');
}
