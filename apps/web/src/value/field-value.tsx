import type { Coding, FuzzyPlace, FuzzyTime, Harm } from '@cairn/model';
import type { External, Flag, Identity, Name } from '../api/shapes.ts';
import { flagWords } from '../incident/flag-words.ts';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { Counts } from './counts.tsx';
import styles from './field-value.module.css';
import { CoveredIdentity } from './identity.tsx';
import { hasMembers, Members } from './members.tsx';
import { PlaceWords } from './place.tsx';
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
  if (isHarms(value)) return <Counts counts={value} />;
  if (isTime(value)) return <TimeWords time={value} />;
  if (isPlace(value)) return <PlaceWords place={value} />;
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

const has = (value: unknown, key: string): boolean => typeof value === 'object' && value !== null && key in value;

function isHarms(value: unknown): value is Harm[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => has(each, 'outcome') && has(each, 'count'));
}

function isCodings(value: unknown): value is Coding[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => has(each, 'scheme') && has(each, 'code'));
}

function isTime(value: unknown): value is FuzzyTime {
  return has(value, 'precision') && (has(value, 'start') || has(value, 'end') || has(value, 'tz'));
}

function isPlace(value: unknown): value is FuzzyPlace {
  return has(value, 'precision') && (has(value, 'point') || has(value, 'name') || has(value, 'adminCodes'));
}
