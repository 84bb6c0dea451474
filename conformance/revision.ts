import { altered, fileIn } from './files.ts';
import { publicKeyPem } from './log.ts';
import type { Report } from './report.ts';
import type { Subject } from './subject.ts';
import { askOpenssl, askPython } from './tools.ts';

/** A disclosed revision, by Python's sd-jwt; its signature by OpenSSL too. */
export async function checkRevision(report: Report, { proof, disclosed, kid }: Subject, folder: string): Promise<void> {
  const jwk = fileIn(folder, 'key.json', JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: kid }));
  const claims = fileIn(folder, 'claims.json', JSON.stringify(disclosed));
  const [token = '', ...disclosures] = proof.token.split('~');
  const ask = (name: string, presentation: string) => () =>
    askPython(jwk, fileIn(folder, `presentation-${name}`, presentation), claims);
  await report.check('Python sd-jwt: exactly the disclosed claims', ask('good', proof.token));
  const fails = { fails: true };
  const last = disclosures.length - 2;
  const bent = disclosures.with(last, altered(disclosures[last] ?? '', -10));
  await report.check(
    'Python sd-jwt refuses an altered disclosure',
    ask('disclosure', [token, ...bent].join('~')),
    fails,
  );
  const forged = [altered(token, token.indexOf('.') + 40), ...disclosures].join('~');
  await report.check('Python sd-jwt refuses an altered token', ask('token', forged), fails);
  const fewer = [token, ...disclosures.slice(1)].join('~');
  await report.check('Python sd-jwt: a withheld claim does not come out', ask('fewer', fewer), fails);

  const [header = '', payload = '', signature = ''] = token.split('.');
  const key = fileIn(folder, 'revision.pem', publicKeyPem(Buffer.from(kid, 'base64url')));
  const signed = fileIn(folder, 'token.txt', `${header}.${payload}`);
  const other = fileIn(folder, 'token-altered.txt', `${header}.${altered(payload, 50)}`);
  const bytes = fileIn(folder, 'token.sig', Buffer.from(signature, 'base64url'));
  await report.check('OpenSSL: the signature of a revision', () => askOpenssl(key, signed, bytes));
  await report.check('OpenSSL refuses an altered revision', () => askOpenssl(key, other, bytes), fails);
}
