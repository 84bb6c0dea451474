import '../words/facts.ts';
import '../words/verification.ts';
import type { Coding, FuzzyPlace, FuzzyTime, Harm, Provenance } from '@cairn/model';
import type { Conclusion, External, Flag, Identity, Name } from '../api/shapes.ts';
import { flagWords } from '../incident/flag-words.ts';
import { usePeopleNames } from '../library/people-names.ts';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { Counts } from './counts.tsx';
import { fieldName } from './field-name.ts';
import styles from './field-value.module.css';
import { CoveredIdentity } from './identity.tsx';
import { hasMembers, Members } from './members.tsx';
import { PlaceWhole } from './place.tsx';
import { RecordName } from './record-name.tsx';
import { TimeWords } from './time.tsx';

/** Fields whose text is a code. */
const SCHEMES: Record<string, string> = {
  status: 'incident-status',
  sensitivity: 'sensitivity',
  actorType: 'actor-type',
  connection: 'source-connection',
  reliability: 'reliability',
  credibility: 'credibility',
  itemKind: 'item-kind',
  captureClass: 'capture-class',
  graphic: 'graphic',
  endStatus: 'end-status',
  level: 'proof-level',
};

/** How a field's value looks: by its shape, since a difference may show any field of any version. */
export function FieldValue({ field, value }: { field: string; value: unknown }) {
  const label = useVocabulary();
  const scheme = SCHEMES[field];
  if (value === null || value === undefined) return <span>—</span>;
  if (field === 'source' && typeof value === 'string') return <RecordName id={value} />;
  if (typeof value === 'string') return <span className={styles.text}>{scheme ? label(scheme, value) : value}</span>;
  if (field === 'identity') return <CoveredIdentity identity={value as Identity} />;
  if (typeof value === 'number' && scheme) return <span>{`${value} · ${label(scheme, String(value))}`}</span>;
  if (typeof value === 'number' || typeof value === 'boolean') return <span>{String(value)}</span>;
  if (field === 'names' && Array.isArray(value))
    return <span>{(value as Name[]).map(({ text }) => text).join(', ')}</span>;
  if (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string'))
    return <span className={styles.text}>{value.join(', ')}</span>;
  if (isCoding(value)) return <span>{label(value.scheme, value.code, value)}</span>;
  if (DECISIONS.has(field)) return <DecisionWords decision={value as Decision} />;
  if (field === 'basis' && Array.isArray(value)) return <Sources basis={value as Provenance[]} />;
  if (field === 'conclusions' && Array.isArray(value)) return <Conclusions conclusions={value as Conclusion[]} />;
  if (field === 'review') return <ReviewWords review={value as Review} />;
  if (field === 'about' && Array.isArray(value)) return <AboutWords about={value as About[]} />;
  if (field === 'custom' || field === 'asserts') return <Pairs field={field} value={value as object} />;
  if (Array.isArray(value) && value.length > 0 && (value.every(isTime) || value.every(isPlace)))
    return (
      <span className={styles.lines}>
        {value.map((each) => (
          <FieldValue key={JSON.stringify(each)} field="" value={each} />
        ))}
      </span>
    );
  if (isHarms(value)) return <Counts counts={value} />;
  if (isTime(value)) return <TimeWords time={value} />;
  if (isPlace(value)) return <PlaceWhole place={value} />;
  if (isCodings(value)) return <span>{value.map((each) => label(each.scheme, each.code, each)).join(', ')}</span>;
  if (field === 'flags' && Array.isArray(value)) return <FlagLines flags={value as Flag[]} />;
  if (field === 'external') return <Origin external={value as External} />;
  if (hasMembers(field)) return <Members value={value as object} />;
  return <code className={styles.raw}>{JSON.stringify(value, null, 1)}</code>;
}

function FlagLines({ flags }: { flags: readonly Flag[] }) {
  const { say } = useWords();
  return (
    <>
      {flags.map((flag) => (
        <span key={JSON.stringify(flag)} className={styles.line}>
          {flag.column && <code>{flag.column}</code>} {flagWords(flag, say)}
        </span>
      ))}
    </>
  );
}

/** Data set, id there, and which of several with that id. */
function Origin({ external: { dataset, id, occurrence = 1 } }: { external: External }) {
  return <code>{[dataset, id, ...(occurrence > 1 ? [`(${occurrence})`] : [])].join(' ')}</code>;
}

type Decision = { by?: string; reasons?: string; level?: number };
type Review = { readyBy?: string; reviewedBy?: string; reasons?: string };
type About = { record: string; field?: string; stance?: 'supports' | 'contradicts' | 'context' };

/** Fields in which a person says in their own name what they propose, agree to or take back. */
const DECISIONS: ReadonlySet<string> = new Set(['proposal', 'confirmation', 'capLiftProposal', 'capLift', 'withdrawn']);

function DecisionWords({ decision: { level, reasons } }: { decision: Decision }) {
  const label = useVocabulary();
  return (
    <span className={styles.text}>
      {[level === undefined ? '' : `${level} · ${label('proof-level', String(level))}`, reasons]
        .filter(Boolean)
        .join(': ')}
    </span>
  );
}

function ReviewWords({ review: { readyBy, reviewedBy, reasons } }: { review: Review }) {
  const { say } = useWords();
  const nameOf = usePeopleNames();
  return (
    <span className={styles.lines}>
      {readyBy && <span>{say('verification.readyBy', { name: nameOf(readyBy) })}</span>}
      {reviewedBy && <span>{say('verification.reviewedBy', { name: nameOf(reviewedBy) })}</span>}
      {reasons && <span className={styles.text}>{reasons}</span>}
    </span>
  );
}

function Sources({ basis }: { basis: readonly Provenance[] }) {
  return (
    <span className={styles.lines}>
      {basis.map((entry) => (
        <span key={JSON.stringify(entry)}>
          <RecordName id={entry.statementId ?? entry.itemId ?? ''} />
          {entry.pinpoint && `, ${entry.pinpoint}`}
        </span>
      ))}
    </span>
  );
}

function Conclusions({ conclusions }: { conclusions: readonly Conclusion[] }) {
  const { say } = useWords();
  return (
    <span className={styles.lines}>
      {conclusions.map(({ field, text }) => (
        <span key={field} className={styles.text}>
          {fieldName(field, say)}: {text}
        </span>
      ))}
    </span>
  );
}

function AboutWords({ about }: { about: readonly About[] }) {
  const { say } = useWords();
  return (
    <span className={styles.lines}>
      {about.map((each) => (
        <span key={JSON.stringify(each)}>
          <RecordName id={each.record} />
          {each.field && `, ${fieldName(each.field, say)}`}
          {each.stance && `: ${say(`facts.about.${each.stance}`)}`}
        </span>
      ))}
    </span>
  );
}

/** Values by their keys: of the organisation's own fields, or of the fields for which a source gives one. */
function Pairs({ field, value }: { field: string; value: object }) {
  const { say } = useWords();
  return (
    <span className={styles.lines}>
      {Object.entries(value).map(([key, each]) => {
        const name = field === 'asserts' ? key.slice(key.lastIndexOf('.') + 1) : key;
        return (
          <span key={key}>
            {field === 'asserts' ? fieldName(name, say) : key}:{' '}
            <FieldValue field={field === 'asserts' ? name : ''} value={each} />
          </span>
        );
      })}
    </span>
  );
}

const has = (value: unknown, key: string): boolean => typeof value === 'object' && value !== null && key in value;

function isHarms(value: unknown): value is Harm[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => has(each, 'outcome') && has(each, 'count'));
}

function isCoding(value: unknown): value is Coding {
  return has(value, 'scheme') && has(value, 'code');
}

function isCodings(value: unknown): value is Coding[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => has(each, 'scheme') && has(each, 'code'));
}

function isTime(value: unknown): value is FuzzyTime {
  return has(value, 'precision') && (has(value, 'start') || has(value, 'end') || has(value, 'tz'));
}

function isPlace(value: unknown): value is FuzzyPlace {
  return (
    has(value, 'precision') &&
    (has(value, 'point') || has(value, 'name') || has(value, 'adminCodes') || has(value, 'shape'))
  );
}
