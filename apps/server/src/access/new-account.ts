import type { Deed } from '../record/index.ts';
import { Invalid } from '../record/types.ts';

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
  const email = given.email.trim().toLowerCase();
  const name = given.name.trim();
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 254) throw refused('/email', 'is no e-mail address');
  if (name === '' || name.length > 200) throw refused('/name', 'is empty or very long');
  const row = { id, email, name, admin: given.admin ?? false, password: null, suspended: false };
  return { table: 'account', row, by, reason };
}

function refused(path: string, message: string): Invalid {
  return new Invalid([{ path, code: 'invalid', message }]);
}
