import { readFile, stat } from 'node:fs/promises';
import { Refusal } from '../record/types.ts';

/** Checkpoints, requests, proofs, policies and keys are a few kilobytes; a proof that discloses long texts, a few megabytes. */
const LARGEST = 10 * 1024 * 1024;

/**
 * The text of a file that a person names: a checkpoint, a request, a proof, a policy, a key.
 *
 * @throws Refusal when it is no regular file (a device or pipe may never end) or larger than 10 MiB
 */
export async function textOfGiven(file: string): Promise<string> {
  return (await bytesOfGiven(file)).toString('utf8');
}

/** The same as bytes: a time stamp. */
export async function bytesOfGiven(file: string): Promise<Buffer> {
  if ((await sizeOfGiven(file)) > LARGEST) {
    throw new Refusal('This file is larger than 10 MiB, as none of its sort is.', file, 'Check the path.');
  }
  return readFile(file);
}

/** @throws Refusal when it is no regular file */
export async function sizeOfGiven(file: string): Promise<number> {
  const found = await stat(file);
  if (found.isDirectory()) throw new Refusal('This is a folder; a file is needed.', file, 'Check the path.');
  if (!found.isFile()) throw new Refusal('This is a device or pipe; a regular file is needed.', file, 'Save it first.');
  return found.size;
}
