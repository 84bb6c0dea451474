import type { Deed } from '../record/index.ts';
import { Invalid } from '../record/types.ts';
import { isEmail, tidiedEmail } from './email.ts';

/**
 * The deed that makes an account without a way in.
 *
 * @throws Invalid for no e-mail address or no name
 */
export function newAccount(
  id: string,
  given: { email: string; name: string; admin?: boolean },
  by: string,
  reason: string,
): Deed {
  const email = tidiedEmail(given.email);
  const name = given.name.trim();
  if (!isEmail(email)) throw refused('/email', 'is no e-mail address');
  if (name === '' || name.length > 200) throw refused('/name', 'is empty or very long');
  const row = { id, email, name, admin: given.admin ?? false, password: null, suspended: false };
  return { table: 'account', row, by, reason };
}

function refused(path: string, message: string): Invalid {
  return new Invalid([{ path, code: 'invalid', message }]);
}
