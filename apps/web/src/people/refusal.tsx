import { Refused } from '../api/client.ts';
import { Glyph } from '../look/glyph.tsx';
import { PasskeyLeft } from '../session/passkey.ts';
import { useWords, type WordId } from '../words/words.ts';
import styles from './form.module.css';

const BY_CODE: Record<string, WordId> = {
  'only-lead': 'people.refused.only-lead',
  'above-own': 'people.refused.above-own',
  'not-yourself': 'people.refused.not-yourself',
  'passkey-needed': 'people.refused.passkey-needed',
  'lead-needed': 'people.refused.lead-needed',
  'admin-needed': 'people.refused.admin-needed',
  'no-factors': 'people.refused.no-factors',
  'already-member': 'people.refused.already-member',
  'has-factors': 'people.refused.has-factors',
  'lead-left': 'people.refused.lead-left',
  'already-proposed': 'people.refused.already-proposed',
  'last-admin': 'people.refused.last-admin',
  'erasure-people': 'people.refused.erasure-people',
  wrong: 'people.refused.wrong',
  'needs-rights': 'people.refused.scope',
  scope: 'people.refused.scope',
  throttled: 'people.refused.throttled',
};

/** What is said of one field that was not taken, where it needs words of its own. */
const BY_FIELD: Record<string, WordId> = {
  'reason /reason': 'people.refused.value-in-reason',
  'erasure /value': 'people.refused.short-value',
};

function wordsFor(error: Error): WordId {
  if (error instanceof PasskeyLeft) return 'people.refused.passkeyLeft';
  if (!(error instanceof Refused)) return 'trouble.silent';
  const known = BY_CODE[error.code ?? ''];
  if (known) return known;
  if (error.status === 0 || error.status >= 500) return 'trouble.silent';
  if (error.status === 404) return 'trouble.absent';
  if (error.status === 409) return 'people.refused.conflict';
  const [first] = error.problems;
  const field = first && BY_FIELD[`${first.code} ${first.path}`];
  if (field) return field;
  if (error.status === 422) return 'people.refused.invalid';
  return 'trouble.refused';
}

/** Why something was not done, in words, below the button that asked for it. */
export function Refusal({ error }: { error: unknown }) {
  const { say } = useWords();
  return (
    <p role="alert" className={styles.refusal}>
      {error instanceof Error && (
        <>
          <Glyph name="alarm" />
          <span>{say(wordsFor(error))}</span>
        </>
      )}
    </p>
  );
}
