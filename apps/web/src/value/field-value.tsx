import type { FuzzyPlace, FuzzyTime, Harm } from '@cairn/model';
import { Counts } from './counts.tsx';
import styles from './field-value.module.css';
import { PlaceWords } from './place.tsx';
import { TimeWords } from './time.tsx';

/** How a field's value looks: by its shape, since a difference may show any field of any version. */
export function FieldValue({ value }: { value: unknown }) {
  if (value === null || value === undefined) return <span>—</span>;
  if (typeof value === 'string') return <span className={styles.text}>{value}</span>;
  if (typeof value === 'number' || typeof value === 'boolean') return <span>{String(value)}</span>;
  if (isHarms(value)) return <Counts counts={value} />;
  if (isTime(value)) return <TimeWords time={value} />;
  if (isPlace(value)) return <PlaceWords place={value} />;
  return <code className={styles.raw}>{JSON.stringify(value, null, 1)}</code>;
}

const has = (value: unknown, key: string): boolean => typeof value === 'object' && value !== null && key in value;

function isHarms(value: unknown): value is Harm[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => has(each, 'outcome') && has(each, 'count'));
}

function isTime(value: unknown): value is FuzzyTime {
  return has(value, 'precision') && (has(value, 'start') || has(value, 'end') || has(value, 'tz'));
}

function isPlace(value: unknown): value is FuzzyPlace {
  return has(value, 'precision') && (has(value, 'point') || has(value, 'name') || has(value, 'adminCodes'));
}
