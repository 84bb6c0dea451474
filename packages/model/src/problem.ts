/** One reason why a body or a change is refused. */
export interface Problem {
  /** JSON pointer (RFC 6901) into the body; empty for the body as a whole. */
  path: string;
  /** Stable word for programs, for example `unknown-field`. */
  code: string;
  /** What is wrong and what to do, in English. */
  message: string;
}

export function problem(path: string, code: string, message: string): Problem {
  return { path, code, message };
}

/** Escapes one step of a JSON pointer (RFC 6901, section 3). */
export function pointerStep(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
