import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Missing, type Said } from './report.ts';

const HERE = fileURLToPath(new URL('./', import.meta.url));
/** Kept between runs and ignored by git. */
const CACHE = path.join(HERE, '..', '.cache', 'conformance');

interface Outcome {
  /** Exit status; null when a signal ended it. */
  readonly status: number | null;
  readonly said: string;
}

/** Runs a program to its end. @throws Missing when there is no such program */
async function run(
  file: string,
  args: readonly string[],
  how: string,
  cwd = HERE,
  more: NodeJS.ProcessEnv = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly', ...more };
    execFile(file, args, { cwd, env, encoding: 'buffer', maxBuffer: 1 << 30 }, (error, out, errors) => {
      const code = (error as { code?: unknown } | null)?.code;
      if (code === 'ENOENT') return reject(new Missing(path.basename(file), how));
      resolve({ status: error === null ? 0 : typeof code === 'number' ? code : null, said: `${errors}${out}` });
    });
  });
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const GO = 'install Go 1.22 or newer';

const goVerifier = once(async () => {
  mkdirSync(CACHE, { recursive: true });
  const program = path.join(CACHE, 'verify');
  const { status, said } = await run('go', ['build', '-o', program, '.'], GO, path.join(HERE, 'go'));
  if (status === 0) return program;
  // Built before and unchanged since, it serves without a network too.
  if (existsSync(program) && statSync(program).mtimeMs > statSync(path.join(HERE, 'go', 'main.go')).mtimeMs)
    return program;
  throw new Missing('golang.org/x/mod', `"go build" in conformance/go must be able to fetch it: ${lastLine(said)}`);
});

/** An S3 server that shares no code with Cairn. */
const GATEWAY = 'github.com/versity/versitygw/cmd/versitygw@v1.8.0';

/** The program of an S3 server: the installed one, or one that is built once and kept. @throws Missing */
export const s3Gateway = once(async () => {
  const program = path.join(CACHE, 'versitygw');
  if (existsSync(program)) return program;
  mkdirSync(CACHE, { recursive: true });
  const { status, said } = await run('go', ['install', GATEWAY], GO, HERE, { GOBIN: CACHE });
  if (status === 0) return program;
  throw new Missing('versitygw', `"go install ${GATEWAY}" must be able to fetch and build it: ${lastLine(said)}`);
});

/** Asks `conformance/go`, built with golang.org/x/mod/sumdb. */
export async function askGo(...args: string[]): Promise<Said> {
  return verdict(await run(await goVerifier(), args, GO));
}

const PYTHON = 'install Python 3 with its module venv';

const python = once(async () => {
  const wanted = path.join(HERE, 'python', 'requirements.txt');
  const venv = path.join(CACHE, 'python');
  const [program, mark] = [path.join(venv, 'bin', 'python'), path.join(venv, 'installed.txt')];
  if (existsSync(mark) && readFileSync(mark, 'utf8') === readFileSync(wanted, 'utf8')) return program;
  mkdirSync(CACHE, { recursive: true });
  const made = await run('python3', ['-m', 'venv', '--clear', venv], PYTHON);
  if (made.status !== 0) throw new Missing('python3 venv', `${PYTHON}: ${lastLine(made.said)}`);
  const { status, said } = await run(program, ['-m', 'pip', 'install', '--quiet', '--requirement', wanted], PYTHON);
  if (status !== 0) throw new Missing('Python packages', `pip must be able to install them: ${lastLine(said)}`);
  writeFileSync(mark, readFileSync(wanted));
  return program;
});

/** Asks `conformance/python`, which uses the package sd-jwt. */
export async function askPython(...args: string[]): Promise<Said> {
  return verdict(await run(await python(), [path.join(HERE, 'python', 'disclosed.py'), ...args], PYTHON));
}

/** Asks `conformance/python/access.py`, which uses the packages pyotp, argon2-cffi and webauthn. */
export async function askPythonAccess(...args: string[]): Promise<Said> {
  return verdict(await run(await python(), [path.join(HERE, 'python', 'access.py'), ...args], PYTHON));
}

/** Runs a script of `conformance` by R: what it prints. */
export async function askR(script: string, ...args: string[]): Promise<Said> {
  const { status, said } = await run('Rscript', ['--vanilla', script, ...args], 'install R (Debian: r-base-core)');
  return { ok: status === 0, said };
}

/** Opens an age file into another. */
export async function openWithAge(key: string, file: string, into: string): Promise<Said> {
  return verdict(await run('age', ['--decrypt', '--identity', key, '--output', into, file], 'install age'));
}

export async function listWithTar(file: string): Promise<Said> {
  return verdict(await run('tar', ['--list', '--file', file], 'install tar'));
}

/** Verifies an Ed25519 signature: the key as SubjectPublicKeyInfo in PEM. */
export async function askOpenssl(key: string, message: string, signature: string): Promise<Said> {
  const args = ['pkeyutl', '-verify', '-rawin', '-pubin', '-inkey', key, '-in', message, '-sigfile', signature];
  return verdict(await run('openssl', args, 'install OpenSSL 3'));
}

/** Asks "openssl ts" in a folder. */
export async function askOpensslTime(folder: string, ...args: string[]): Promise<Said> {
  return verdict(await run('openssl', ['ts', ...args], 'install OpenSSL 3', folder));
}

/** A tool refuses with 1; anything else beyond 0 means that it could not look. */
function verdict({ status, said }: Outcome): Said {
  if (status === 0 || status === 1) return { ok: status === 0, said };
  throw new Error(`it could not be checked (${status ?? 'killed'}): ${lastLine(said)}`);
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
