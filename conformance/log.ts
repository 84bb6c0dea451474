import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { altered, fileIn } from './files.ts';
import type { Report } from './report.ts';
import { type Subject, textOf } from './subject.ts';
import { askGo, askOpenssl } from './tools.ts';

/** Checkpoints, inclusion, consistency and tiles, by Go's own log packages; the checkpoint's signature by OpenSSL too. */
export async function checkLog(report: Report, subject: Subject, folder: string): Promise<void> {
  const { logKey, witnessKey, checkpoint, old, request, latest, tiles } = subject;
  const files = { good: fileIn(folder, 'checkpoint', checkpoint), old: fileIn(folder, 'old', old) };
  const root = fileIn(folder, 'root', withRoot(checkpoint));
  const size = fileIn(
    folder,
    'size',
    checkpoint.replace(/^\d+$/m, (digits) => String(Number(digits) + 1)),
  );
  await report.check('Go sumdb/note: the signature of a checkpoint', () => askGo('checkpoint', logKey, files.good));
  await report.check('Go: the cosignature of a partner', () => askGo('checkpoint', logKey, files.good, witnessKey));
  for (const [what, file] of Object.entries({ root, size })) {
    const fails = { fails: true };
    await report.check(`Go sumdb/note refuses another ${what}`, () => askGo('checkpoint', logKey, file), fails);
  }
  await checkInclusion(report, subject, folder);

  const way = fileIn(folder, 'request', request);
  const [firstHash = ''] = request.split('\n').slice(1);
  const bent = fileIn(folder, 'request-altered', request.replace(firstHash, altered(firstHash, 3)));
  const ask = (from: string, to: string) => () => askGo('consistency', logKey, from, to);
  await report.check('Go sumdb/tlog: one checkpoint continues another', ask(files.old, way));
  await report.check('Go refuses an altered consistency proof', ask(files.old, bent), { fails: true });
  await report.check(
    'Go refuses a consistency proof from another root',
    ask(fileIn(folder, 'old-root', withRoot(old)), way),
    { fails: true },
  );

  const newest = fileIn(folder, 'latest', latest);
  await report.check('Go sumdb/tlog: all entries through the tiles', () => askGo('tiles', logKey, newest, tiles));
  for (const name of ['tile/0/000', 'tile/entries/001']) {
    const bad = path.join(folder, `tiles-${name.replaceAll('/', '-')}`);
    cpSync(tiles, bad, { recursive: true });
    const bytes = readFileSync(path.join(bad, name));
    bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
    writeFileSync(path.join(bad, name), bytes);
    await report.check(`Go refuses ${name} with one bit flipped`, () => askGo('tiles', logKey, newest, bad), {
      fails: true,
    });
  }
  await checkSignature(report, subject, folder);
}

async function checkInclusion(report: Report, { logKey, proof }: Subject, folder: string): Promise<void> {
  const [head = '', ...rest] = proof.tlogProof.split('\n\n');
  const otherHash = { ...proof, tlogProof: [altered(head, -20), ...rest].join('\n\n') };
  const otherIndex = {
    ...proof,
    tlogProof: proof.tlogProof.replace(/^index (\d+)$/m, (_, n) => `index ${Number(n) + 1}`),
  };
  const otherRoot = { ...proof, tlogProof: [head, withRoot(rest.join('\n\n'))].join('\n\n') };
  const otherToken = { ...proof, token: altered(proof.token, 200) };
  const ask = (name: string, file: object) => () =>
    askGo('inclusion', logKey, fileIn(folder, `proof-${name}.json`, JSON.stringify(file)));
  await report.check('Go sumdb/tlog: a revision is in the log', ask('good', proof));
  for (const [what, file] of Object.entries({
    hash: otherHash,
    index: otherIndex,
    root: otherRoot,
    token: otherToken,
  })) {
    await report.check(`Go refuses a proof with another ${what}`, ask(what, file), { fails: true });
  }
}

/** What a log key signs is plain Ed25519 over the note's text: key type and key, then key id and signature. */
async function checkSignature(report: Report, { logKey, checkpoint }: Subject, folder: string): Promise<void> {
  const raw = Buffer.from(logKey.split('+').slice(2).join('+'), 'base64').subarray(1);
  const line = checkpoint.slice(checkpoint.indexOf('\n\n') + 2).split('\n')[0] ?? '';
  const key = fileIn(folder, 'log.pem', publicKeyPem(raw));
  const signature = fileIn(folder, 'checkpoint.sig', Buffer.from(line.split(' ')[2] ?? '', 'base64').subarray(4));
  const text = fileIn(folder, 'checkpoint.txt', textOf(checkpoint));
  const other = fileIn(folder, 'checkpoint-altered.txt', textOf(withRoot(checkpoint)));
  await report.check('OpenSSL: the signature of a checkpoint', () => askOpenssl(key, text, signature));
  await report.check('OpenSSL refuses another root', () => askOpenssl(key, other, signature), { fails: true });
}

/** The checkpoint with another root in its third line. */
function withRoot(checkpoint: string): string {
  const lines = checkpoint.split('\n');
  lines[2] = altered(lines[2] ?? '', 5);
  return lines.join('\n');
}

/** An Ed25519 public key as SubjectPublicKeyInfo (RFC 8410) in PEM. */
export function publicKeyPem(raw: Uint8Array): string {
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]);
  return `-----BEGIN PUBLIC KEY-----\n${der.toString('base64')}\n-----END PUBLIC KEY-----\n`;
}
