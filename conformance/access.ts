import { createHash, randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { hashPassword } from '../apps/server/src/access/argon.ts';
import { verifyAssertion } from '../apps/server/src/access/index.ts';
import { stepOf } from '../apps/server/src/access/totp.ts';

import { commitDeeds, openOperatorSession } from '../apps/server/src/record/index.ts';
import { SoftPasskey } from '../apps/server/src/testing/authenticator.ts';
import { altered, fileIn } from './files.ts';
import type { Report } from './report.ts';
import { by, type Subject } from './subject.ts';
import { askPythonAccess } from './tools.ts';

const ORIGIN = 'https://cairn.example.org';
const fails = { fails: true };

/** One-time codes, password hashes and signed decisions, by Python packages. */
export async function checkAccess(report: Report, subject: Subject, folder: string): Promise<void> {
  await checkCodes(report);
  await checkPasswords(report);
  await checkAssertion(report, subject, folder);
}

async function checkCodes(report: Report): Promise<void> {
  const secret = new Secret({ size: 20 }).base32;
  const at = 1_900_000_000;
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at * 1000 });
  if (stepOf(secret, code, at * 1000) !== Math.floor(at / 30)) throw new Error('Cairn does not take its own code.');
  await report.check('Python pyotp: the one-time code that is taken', () =>
    askPythonAccess('totp', secret, String(at), code),
  );
  await report.check(
    'Python pyotp: another code five minutes later',
    () => askPythonAccess('totp', secret, String(at + 300), code),
    fails,
  );
}

async function checkPasswords(report: Report): Promise<void> {
  const password = 'чотири камені над річкою';
  const hash = await hashPassword(password);
  await report.check('Python argon2-cffi: the hash of a password is argon2id of it', () =>
    askPythonAccess('password', hash, password),
  );
  await report.check(
    'Python argon2-cffi refuses another password',
    () => askPythonAccess('password', hash, `${password} `),
    fails,
  );
}

/** A decision that a passkey signed, as it is kept: whoever holds it checks it without Cairn. */
async function checkAssertion(report: Report, { instance }: Subject, folder: string): Promise<void> {
  const key = new SoftPasskey('cairn.example.org');
  const account = randomUUID();
  await commitDeeds(instance, [
    {
      table: 'account',
      row: { id: account, email: 'a@example.org', name: 'A', admin: false, password: null, suspended: false },
      by,
      reason: 'Conformance',
    },
    {
      table: 'passkey',
      row: {
        id: randomUUID(),
        account,
        credential: key.id.toString('base64url'),
        public_key: `\\x${Buffer.from(key.publicKey).toString('hex')}`,
        host: key.host,
        label: 'Conformance',
        transports: [],
      },
      by,
      reason: 'Conformance',
    },
  ]);
  const session = await openOperatorSession(instance, { id: account });
  const digest = createHash('sha256').update('a decision').digest('base64url');
  const given = { subject: digest, compartment: randomUUID(), response: key.answer(digest, ORIGIN) };
  const assertion = await verifyAssertion(instance, session, ORIGIN, given);
  const ask = (name: string, value: object) => () =>
    askPythonAccess('assertion', fileIn(folder, `assertion-${name}.json`, JSON.stringify(value)), ORIGIN);
  await report.check('Python webauthn: a passkey signed the digest of a decision', ask('good', assertion));
  const other = createHash('sha256').update('another decision').digest('base64url');
  await report.check(
    'Python webauthn refuses it for another decision',
    ask('other', { ...assertion, subject: other }),
    fails,
  );
  const bent = { ...assertion, signature: altered(assertion.signature, 20) };
  await report.check('Python webauthn refuses an altered signature', ask('altered', bent), fails);
}
