/**
 * A revision token, a disclosure or a value that must not be accepted.
 *
 * `message` says what is wrong; `where` says where: `header`, `payload`, `signature`, `disclosure 3`, or the JSON pointer
 * (RFC 6901) of the offending value. Nothing of a refused token may be used: there is no partial result.
 */
export class RevisionError extends Error {
  override readonly name = 'RevisionError';
  readonly where: string;

  constructor(message: string, where: string, options?: ErrorOptions) {
    super(where === '' ? message : `${message} (at ${where})`, options);
    this.where = where;
  }
}
