/** A secret for one-time codes that no app holds yet. */
export interface Enrolment {
  /** Base32, for typing in. */
  secret: string;
  /** What a QR code carries to an app (`otpauth:`). */
  uri: string;
}

/** Where somebody stands on the way in. What was typed is kept in memory until the door opens or is left. */
export type Step =
  | { name: 'first' }
  | { name: 'code'; email: string; password: string }
  | { name: 'enrol'; email: string; password: string; enrolment: Enrolment }
  | { name: 'recovery' };

/** Goes on to the next step; to the workspace where there is none. */
export type Onward = (next?: Step) => Promise<void>;
