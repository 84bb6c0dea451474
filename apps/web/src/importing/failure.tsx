import { Refused } from '../api/client.ts';
import { Glyph } from '../look/glyph.tsx';
import { useWords } from '../words/words.ts';
import styles from './page.module.css';

/** Why something was not done. What concerns the file itself the server says, in its own words: places in a mapping, names of columns. */
export function Failure({ error }: { error: unknown }) {
  const { say } = useWords();
  if (!error) return <p role="alert" className={styles.failure} />;
  const own = error instanceof Refused && error.status >= 400 && error.status < 500;
  const full =
    own && error.code === 'imports-full'
      ? say(`importing.full.${error.members.whose === 'own' ? 'own' : 'all'}`)
      : null;
  const problems = own ? error.problems : [];
  return (
    <div role="alert" className={styles.failure}>
      <Glyph name="alarm" />
      <div>
        <p>{full ?? say(own ? 'importing.refused' : 'trouble.silent')}</p>
        {own && !full && problems.length === 0 && <p lang="en">{error.message}</p>}
        {problems.length > 0 && (
          <ul lang="en">
            {problems.map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                <code>{path.replace(/^\/mapping/, '')}</code> {message}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
