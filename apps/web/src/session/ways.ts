import { post, Refused } from '../api/client.ts';
import { type Assertion, assertPasskey } from './passkey.ts';
import type { Enrolment, Step } from './step.ts';

/** The person left something empty; nothing was sent. */
export class NotFilled extends Error {
  constructor() {
    super('not filled in');
    this.name = 'NotFilled';
  }
}

interface Given {
  email: string;
  password: string;
  code?: string;
}

/** Signs in by password. Returns the step that the server asks for, or nothing when it let the person in. @throws Refused */
export async function byPassword(given: Given): Promise<Step | undefined> {
  const { email, password } = given;
  if (!email || (!password && !given.code)) throw new NotFilled();
  try {
    await post('/api/v1/sign-in/password', given);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.code === 'code-needed') return { name: 'code', email, password };
    if (error.code !== 'enrol-needed') throw error;
    return { name: 'enrol', email, password, enrolment: error.members.enrol as Enrolment };
  }
}

/** Signs in by passkey; the browser asks which. @throws Refused @throws PasskeyLeft */
export async function byPasskey(): Promise<undefined> {
  const question = await post<Assertion>('/api/v1/sign-in/passkey/options');
  await post('/api/v1/sign-in/passkey', await assertPasskey(question));
}
