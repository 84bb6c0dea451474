import { Enrol } from './enrol.tsx';
import { Entry } from './entry.tsx';
import type { Enrolment } from './step.ts';

/** Characters of a password, at least; the server says so too, and is asked in any case. */
const LEAST = 12;

export function isTooShort(password: string): boolean {
  return [...password.normalize('NFKC')].length < LEAST;
}

/** Where a new password is typed. The address tells password managers which account it is of. */
export function NewPasswordEntry({ email, wrong }: { email: string; wrong: boolean }) {
  return (
    <>
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <Entry
        label="factor.newPassword"
        help="factor.newPasswordHelp"
        name="password"
        type="password"
        autoComplete="new-password"
        maxLength={1024}
        wrong={wrong}
        autoFocus
      />
    </>
  );
}

/** The app's QR code, and where its first code is typed. */
export function EnrolEntry({ enrolment }: { enrolment: Enrolment }) {
  return (
    <>
      <Enrol enrolment={enrolment} />
      <Entry
        label="signIn.code"
        help="enrol.codeHelp"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={16}
      />
    </>
  );
}

/** The code that was typed, without the blanks that apps show. */
export function codeIn(given: FormData): string {
  return String(given.get('code')).replaceAll(/\s/g, '');
}
