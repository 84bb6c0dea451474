import { Decrypter, Encrypter } from 'age-encryption';
import { BackupError } from './error.ts';

const MAGIC = 'age-encryption.org/v1\n';

/** Whether these first bytes are those of an age file (binary, not armored). */
export function looksSealed(first: Uint8Array): boolean {
  return Buffer.from(first.subarray(0, MAGIC.length)).toString('latin1') === MAGIC;
}

/**
 * Encrypts to age recipients.
 *
 * @throws BackupError when a recipient is none
 */
export function sealerFor(recipients: readonly string[]): Encrypter {
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    try {
      encrypter.addRecipient(recipient.trim());
    } catch {
      const todo = 'Give public keys of age, which begin with "age1" (age-keygen prints one for a secret key).';
      throw new BackupError('This is no recipient.', recipient, todo);
    }
  }
  return encrypter;
}

/** The encrypted stream; holds one chunk of 64 KiB at a time. */
export async function* sealed(encrypter: Encrypter, plain: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunksOf(await encrypter.encrypt(ReadableStream.from(plain) as ReadableStream<Uint8Array<ArrayBuffer>>));
}

/**
 * The decrypted stream. Every chunk that is given has been authenticated.
 *
 * @param identities texts of age key files: lines that begin with AGE-SECRET-KEY-, blank lines and comments
 * @throws BackupError when none of the keys opens it, or it was altered
 */
export async function* unsealed(
  source: AsyncIterable<Uint8Array>,
  identities: readonly string[],
): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter();
  for (const line of identities.flatMap(secretKeys)) addIdentity(decrypter, line);
  let opened = false;
  try {
    const plain = await decrypter.decrypt(ReadableStream.from(source) as ReadableStream<Uint8Array<ArrayBuffer>>);
    opened = true;
    for await (const chunk of chunksOf(plain)) yield chunk;
  } catch (error) {
    if (error instanceof BackupError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    if (!opened && /identit/.test(message)) {
      throw new BackupError(
        'None of the given keys opens this backup.',
        '',
        'Give the secret key of one of its recipients with --identity.',
      );
    }
    throw new BackupError(
      'The backup is damaged or was altered: its encryption does not verify.',
      '',
      'Use another copy.',
    );
  }
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  // Empty chunks would read as the end of the stream.
  for await (const chunk of stream) if (chunk.length > 0) yield chunk;
}

function secretKeys(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function addIdentity(decrypter: Decrypter, line: string): void {
  try {
    decrypter.addIdentity(line);
  } catch {
    // The line may be a secret: it is not repeated.
    throw new BackupError(
      'The key file holds something that is no age secret key.',
      '',
      'Its lines begin with "AGE-SECRET-KEY-1".',
    );
  }
}
