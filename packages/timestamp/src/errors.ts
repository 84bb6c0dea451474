/** What about a time stamp does not hold. */
export type Fault =
  /** Not DER, or not the structure that the standard gives. */
  | 'malformed'
  /** The authority refused, or has not decided. */
  | 'not-granted'
  /** It speaks of other data. */
  | 'imprint'
  /** It answers another query. */
  | 'nonce'
  /** It was made under another policy than was asked for. */
  | 'policy'
  /** What the signature covers was altered, or another key made it. */
  | 'signature'
  /** The certificate may not sign time stamps, was not valid then, or is not the one that the signature names. */
  | 'certificate'
  /** No way leads from the certificate to one that was given. */
  | 'chain'
  /** Signed or hashed in a way that is not trusted, or not known here. */
  | 'algorithm';

/** A time stamp, query or certificate that does not hold, and why. */
export class TimestampError extends Error {
  override readonly name = 'TimestampError';
  readonly fault: Fault;

  constructor(fault: Fault, message: string) {
    super(message);
    this.fault = fault;
  }
}

export function malformed(message: string): TimestampError {
  return new TimestampError('malformed', message);
}
