import { bothClocks } from '../time/moment.ts';
import { useWords } from '../words/words.ts';
import styles from './moment.module.css';

/** A recorded moment in Kyiv's time with UTC beside it. */
export function Moment({ at }: { at: string }) {
  const { say, language } = useWords();
  const { kyiv, utc } = bothClocks(at, language);
  return (
    <time dateTime={at} className={styles.moment}>
      <span>{say('moment.kyiv', { time: kyiv })}</span> <span>{say('moment.utc', { time: utc })}</span>
    </time>
  );
}
