import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser';

/** A question to an authenticator that was there before: the server knows it again by `challenge`. */
export interface Assertion {
  challenge: string;
  options: PublicKeyCredentialRequestOptionsJSON;
}

/** The same for a passkey that is to be made. */
export interface Creation {
  challenge: string;
  options: PublicKeyCredentialCreationOptionsJSON;
}

/** What is sent back, in the body of the request that the passkey is for. */
export interface Asserted {
  challenge: string;
  response: AuthenticationResponseJSON;
}

export interface Created {
  challenge: string;
  response: RegistrationResponseJSON;
}

/** The browser's own window was closed, timed out, or found no passkey; nothing was sent. */
export class PasskeyLeft extends Error {
  /** A passkey for this account is on this authenticator already. */
  readonly known: boolean;

  constructor(known = false) {
    super('no passkey was used');
    this.name = 'PasskeyLeft';
    this.known = known;
  }
}

// The library travels only when a passkey is asked for.
const library = () => import('@simplewebauthn/browser');

function left(error: unknown): never {
  throw new PasskeyLeft(error instanceof Error && error.name === 'InvalidStateError');
}

/** Lets the browser ask for a passkey. @throws PasskeyLeft */
export async function assertPasskey({ challenge, options }: Assertion): Promise<Asserted> {
  const { startAuthentication } = await library();
  return { challenge, response: await startAuthentication({ optionsJSON: options }).catch(left) };
}

/** Lets the browser make a passkey. @throws PasskeyLeft */
export async function createPasskey({ challenge, options }: Creation): Promise<Created> {
  const { startRegistration } = await library();
  return { challenge, response: await startRegistration({ optionsJSON: options }).catch(left) };
}
