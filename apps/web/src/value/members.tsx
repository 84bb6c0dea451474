import '../words/evidence.ts';
import { bothClocks } from '../time/moment.ts';
import { type Label, useVocabulary } from '../vocabulary/labels.ts';
import { type Language, type Say, useWords, type WordId } from '../words/words.ts';
import styles from './members.module.css';
import { RecordName } from './record-name.tsx';

const NAMES: Readonly<Record<string, WordId>> = {
  name: 'part.name',
  sha256: 'part.sha256',
  bytes: 'part.bytes',
  mediaType: 'part.mediaType',
  obtainedFrom: 'part.obtainedFrom',
  obtainedBy: 'part.obtainedBy',
  obtainedAt: 'part.obtainedAt',
  method: 'part.method',
  tool: 'part.tool',
  toolVersion: 'part.toolVersion',
  parent: 'part.parent',
  status: 'part.status',
  scope: 'part.scope',
  at: 'part.at',
  outcome: 'part.outcome',
  width: 'part.width',
  height: 'part.height',
  orientation: 'part.orientation',
  durationSeconds: 'part.durationSeconds',
  codec: 'part.codec',
  zone: 'part.zone',
  camera: 'part.camera',
  latitude: 'part.latitude',
  longitude: 'part.longitude',
  altitude: 'part.altitude',
  direction: 'part.direction',
  of: 'part.of',
  role: 'part.role',
  clockOffsetSeconds: 'part.clockOffsetSeconds',
  collector: 'part.collector',
  legalBasis: 'part.legalBasis',
  purpose: 'part.purpose',
  risk: 'part.risk',
  context: 'part.context',
  pageSource: 'part.pageSource',
  pageCapture: 'part.pageCapture',
  ip: 'part.ip',
  account: 'part.account',
  event: 'part.event',
  from: 'part.from',
  to: 'part.to',
  place: 'part.place',
  note: 'part.note',
  tags: 'part.tags',
};

/** The vocabularies of members whose text is a code. */
const SCHEMES: Readonly<Record<string, string>> = {
  status: 'consent-status',
  outcome: 'examination-outcome',
  role: 'derivative-role',
  event: 'custody-event',
};

/** Members that name another record. */
const RECORDS: ReadonlySet<string> = new Set(['parent', 'of', 'pageSource', 'pageCapture']);

const WITH_MEMBERS: ReadonlySet<string> = new Set([
  'file',
  'provenance',
  'consent',
  'technical',
  'recorded',
  'embedded',
  'derivative',
  'collection',
  'collectedUnder',
  'custody',
]);

/** Whether a field's value is told member by member. */
export const hasMembers = (field: string): boolean => WITH_MEMBERS.has(field);

/** A member of a value in the reader's language; one that has no word yet keeps its own name. */
export function memberName(member: string, say: Say): string {
  const word = NAMES[member];
  return word ? say(word) : member;
}

/** A value of named members, line by line; a list of such values one after the other. */
export function Members({ value }: { value: object }) {
  const { say, language } = useWords();
  const label = useVocabulary();
  if (Array.isArray(value)) {
    return (
      <span className={styles.list}>
        {value.map((each) => (
          <Members key={JSON.stringify(each)} value={each as object} />
        ))}
      </span>
    );
  }
  const lines = Object.entries(value).filter(([, each]) => each !== undefined && each !== null);
  return (
    <span className={styles.members}>
      {lines.map(([member, each]) => (
        <span key={member}>
          <span className={styles.member}>{memberName(member, say)}:</span>{' '}
          {Array.isArray(each) ? (
            <TagLines tags={each} />
          ) : RECORDS.has(member) ? (
            <RecordName id={String(each)} />
          ) : (
            memberWords(member, each, label, language)
          )}
        </span>
      ))}
    </span>
  );
}

function TagLines({ tags }: { tags: readonly unknown[] }) {
  const { say } = useWords();
  return <span>{say('part.tagCount', { n: tags.length })}</span>;
}

/** What a member says, codes and instants in words. */
export function memberWords(member: string, value: unknown, label: Label, language: Language): string {
  const scheme = SCHEMES[member];
  if (scheme) return label(scheme, String(value));
  if (member === 'bytes') return new Intl.NumberFormat(language).format(Number(value));
  if (member === 'at' && typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value))
    return bothClocks(value, language).kyiv;
  return String(value);
}
