import { createToken, SCOPES, type Scope, TOKEN_LIFETIME } from '../access/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, every, optional, required, UsageError } from './command.ts';
import { withInstance } from './with-instance.ts';

export const tokenCreate: Command = {
  usage: 'token create --user E [--label TEXT] [--scopes read,write,rights] [--compartment C …] [--expires DATE]',
  summary: 'Makes an access token and prints it alone. It is shown this once and cannot be read again.',
  details:
    'Scopes: read, write (records), rights (people, tokens, factors); read,write unless told, --scopes all for no limit.\n' +
    '--compartment may stand several times; without it the token is for all that the account is a member of.\n' +
    'It opens for 90 days unless --expires says another day (2027-01-31), or never.',
  options: {
    user: { type: 'string' },
    label: { type: 'string' },
    scopes: { type: 'string' },
    compartment: { type: 'string', multiple: true },
    expires: { type: 'string' },
  },
  words: [0, 0],
  async run(context, _words, values) {
    const compartments = every(values, 'compartment');
    const scopes = scopesOf(optional(values, 'scopes') ?? 'read,write');
    const expires = expiryOf(optional(values, 'expires'), new Date());
    const given = {
      user: required(values, 'user'),
      label: optional(values, 'label') ?? '',
      ...(scopes === null ? {} : { scopes }),
      ...(compartments.length === 0 ? {} : { compartments }),
      ...(expires === null ? {} : { expires }),
    };
    const made = await withInstance(context, (instance) => createToken(instance, operatorName(), given));
    context.say(expires === null ? 'It never ends.' : `It opens until ${expires.toISOString().slice(0, 10)}.`);
    context.out(
      context.json ? JSON.stringify({ ...made, scopes, expires: expires?.toISOString() ?? null }) : made.token,
    );
    return 0;
  },
};

/** @throws UsageError */
function scopesOf(text: string): readonly Scope[] | null {
  if (text === 'all') return null;
  const given = text.split(',').map((each) => each.trim());
  const wrong = given.find((each) => !SCOPES.includes(each as Scope));
  if (wrong !== undefined) throw new UsageError(`--scopes takes ${SCOPES.join(', ')} with commas between, or all.`);
  return given as Scope[];
}

/** The end of the given day in UTC. @throws UsageError */
function expiryOf(text: string | undefined, now: Date): Date | null {
  if (text === undefined) return new Date(now.getTime() + TOKEN_LIFETIME.usual);
  if (text === 'never') return null;
  const end = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59Z` : Number.NaN);
  if (!(end > now) || !end.toISOString().startsWith(text))
    throw new UsageError('--expires takes a day to come, such as 2027-01-31, or never.');
  return end;
}
