import { berkeleyChecklist } from '@cairn/model';
import { Link } from '@tanstack/react-router';
import type { Item } from '../api/shapes.ts';
import { Glyph } from '../look/glyph.tsx';
import { useWords } from '../words/words.ts';
import styles from './checklist.module.css';
import type { ChecklistPoint } from './shapes.ts';

/** Fields that people fill; the others are filled by recording a file or by examining it. */
const FIELDS = new Map<string, string>(berkeleyChecklist({}).map(({ point, field }) => [point, field]));
const NOT_WRITTEN: ReadonlySet<string> = new Set(['file', 'technical', 'custody']);

/** Of a value that has several members, the one that answers the point. */
const PARTS: Readonly<Record<string, string>> = {
  'page-source': 'pageSource',
  'page-capture': 'pageCapture',
  'collected-at': 'at',
  'clock-checked': 'clockOffsetSeconds',
  collector: 'collector',
  'tool-and-version': 'tool',
  'method-and-purpose': 'purpose',
  'legal-basis': 'legalBasis',
  context: 'context',
  'risk-flag': 'risk',
};

const GLYPHS = { present: 'calm', missing: 'notice' } as const;

interface Props {
  item: Item;
  points: readonly ChecklistPoint[];
  mayEdit: boolean;
}

/** What of the Berkeley Protocol's list is recorded, what is missing, and the way to the field that fills it. */
export function Checklist({ item, points, mayEdit }: Props) {
  const { say } = useWords();
  const missing = points.filter(({ state }) => state === 'missing').length;
  const groups = [...new Set(points.map(({ group }) => group))];
  return (
    <>
      <div>
        <h2 className={styles.title}>{say('checklist.title')}</h2>
        <p className={styles.sum}>{say(missing === 0 ? 'checklist.none' : 'checklist.missing', { n: missing })}</p>
      </div>
      {groups.map((group) => (
        <section key={group} className={styles.group}>
          <h3>{say(`checklist.group.${group}`)}</h3>
          <ul className={styles.points}>
            {points
              .filter((each) => each.group === group)
              .map(({ point, state }) => (
                <Point key={point} item={item} point={point} state={state} mayEdit={mayEdit} />
              ))}
          </ul>
        </section>
      ))}
      <p className={styles.limits}>{say('checklist.limits')}</p>
    </>
  );
}

interface PointProps extends Pick<ChecklistPoint, 'point' | 'state'> {
  item: Item;
  mayEdit: boolean;
}

function Point({ item, point, state, mayEdit }: PointProps) {
  const { say } = useWords();
  const field = FIELDS.get(point);
  const name = say(`checklist.point.${point}`);
  const fillable = mayEdit && state === 'missing' && field !== undefined && !NOT_WRITTEN.has(field);
  return (
    <li className={styles.point} data-state={state}>
      {state === 'not-applicable' ? <span aria-hidden="true">–</span> : <Glyph name={GLYPHS[state]} size={14} />}
      <div>
        {fillable ? (
          <Link
            to="/items/$id/edit"
            params={{ id: item.id }}
            search={{ field: PARTS[point] ? `${field}.${PARTS[point]}` : field }}
          >
            {name}
          </Link>
        ) : (
          <span>{name}</span>
        )}{' '}
        <span className={styles.state}>{say(`checklist.state.${state}`)}</span>
      </div>
    </li>
  );
}
