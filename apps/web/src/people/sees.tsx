import { useQuery } from '@tanstack/react-query';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords, type WordId } from '../words/words.ts';
import { sight } from './questions.ts';
import styles from './sees.module.css';
import type { Sight } from './shapes.ts';

const LEVELS: Record<string, WordId> = {
  public: 'people.level.public',
  partner: 'people.level.partner',
  internal: 'people.level.internal',
  'case-only': 'people.level.case-only',
  sealed: 'people.level.sealed',
};

const KINDS: Record<string, WordId> = {
  incident: 'people.kind.incident',
  act: 'people.kind.act',
  actor: 'people.kind.actor',
  link: 'people.kind.link',
  item: 'people.kind.item',
  statement: 'people.kind.statement',
};

interface Props {
  compartment: string;
  account: string;
  name: string;
}

/** What one member sees here today: levels, identities, and how many records of each kind open to them. */
export function Sees({ compartment, account, name }: Props) {
  const { say } = useWords();
  const { data, error, isPending, refetch } = useQuery(sight(compartment, account));
  return (
    <section className={styles.sees}>
      <h3>{say('people.sees')}</h3>
      {isPending && <Waiting />}
      {error && <Trouble error={error} again={refetch} />}
      {data && <Told sight={data} name={name} />}
    </section>
  );
}

/** The whole in one sentence, for whoever reads no table. */
function inShort({ suspended, resting, counts }: Sight): WordId {
  if (suspended) return 'people.sees.suspended';
  if (resting) return 'people.sees.resting';
  const visible = counts.reduce((sum, each) => sum + each.visible, 0);
  const hidden = counts.reduce((sum, each) => sum + each.hidden, 0);
  if (visible + hidden === 0) return 'people.sees.empty';
  if (hidden === 0) return 'people.sees.all';
  return visible === 0 ? 'people.sees.nothing' : 'people.sees.some';
}

function Told({ sight: seen, name }: { sight: Sight; name: string }) {
  const { say } = useWords();
  const visible = seen.counts.reduce((sum, each) => sum + each.visible, 0);
  const hidden = seen.counts.reduce((sum, each) => sum + each.hidden, 0);
  return (
    <>
      <p>{say(inShort(seen), { name, visible, hidden })}</p>
      <ul className={styles.levels}>
        {seen.levels.flatMap(({ level, may }) => {
          const word = LEVELS[level];
          return word ? [<Reads key={level} may={may} word={say(word)} />] : [];
        })}
        <Reads may={seen.identities} word={say('people.sees.identities')} />
      </ul>
      {seen.counts.length > 0 && (
        <table className={styles.counts}>
          <thead>
            <tr>
              <th scope="col">{say('people.sees.kind')}</th>
              <th scope="col">{say('people.sees.visible')}</th>
              <th scope="col">{say('people.sees.hidden')}</th>
            </tr>
          </thead>
          <tbody>
            {seen.counts.map(({ kind, visible: open, hidden: closed }) => (
              <tr key={kind}>
                <th scope="row">{KINDS[kind] ? say(KINDS[kind]) : kind}</th>
                <td>{open}</td>
                <td>{closed}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Reads({ may, word }: { may: boolean; word: string }) {
  const { say } = useWords();
  return (
    <li data-may={may}>
      <Glyph name={may ? 'calm' : 'lock'} size={14} />
      <span>
        {word}: {say(may ? 'people.sees.may' : 'people.sees.mayNot')}
      </span>
    </li>
  );
}
