import { Link } from '@tanstack/react-router';
import styles from '../look/message.module.css';
import { useWords } from '../words/words.ts';

/** For an address that leads nowhere. */
export function Lost() {
  const { say } = useWords();
  return (
    <div className={styles.message}>
      <h1>{say('lost.title')}</h1>
      <p>
        <Link to="/library">{say('lost.back')}</Link>
      </p>
    </div>
  );
}
