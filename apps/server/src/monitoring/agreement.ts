import { type Coding, cohenKappa } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { listRecords, readRecord } from '../record/index.ts';
import { NotFound, type RecordRow, type Session } from '../record/types.ts';

/** The fields of an act that are coded twice. */
const FIELDS = ['type', 'method', 'object'] as const;
type CodedField = (typeof FIELDS)[number];

/** What stands for "no code" in a pair: that one coder left the field empty is a disagreement too. */
const NOTHING = '';

/** Most second codings that one answer weighs. */
const MOST = 5000;

export interface Disagreement {
  readonly act: string;
  readonly actReference: string;
  readonly incident: string | null;
  readonly secondCoding: string;
  readonly field: CodedField;
  readonly first: string | null;
  readonly second: string | null;
  readonly resolution: { readonly by: string; readonly reasons: string } | null;
}

export interface Agreement {
  /** For each field: how many acts were coded twice, in how many both agree, and Cohen's kappa, null where it is not defined. */
  readonly fields: {
    readonly field: CodedField;
    readonly pairs: number;
    readonly agreed: number;
    readonly kappa: number | null;
  }[];
  readonly disagreements: Disagreement[];
  /** Whether there are more second codings than were weighed. */
  readonly more: boolean;
}

/**
 * How far those who code agree: every second coding that the session sees, held against the act as it stands. The act's coding
 * may have been corrected after the second one was written; what is measured is the coding that the team holds now.
 */
export async function agreement(instance: Instance, session: Session, compartment: string): Promise<Agreement> {
  const { codings, more } = await secondCodings(instance, session, compartment);
  const pairs = new Map<CodedField, [string, string][]>(FIELDS.map((field) => [field, []]));
  const disagreements: Disagreement[] = [];
  for (const coding of codings) {
    const act = await seen(instance, session, String(coding.body.about));
    if (act?.kind !== 'act') continue;
    for (const field of FIELDS) {
      const [first, second] = [codeOf(act.body[field]), codeOf((coding.body.fields as Codings)[field])];
      if (first === NOTHING && second === NOTHING) continue;
      pairs.get(field)?.push([first, second]);
      if (first !== second) disagreements.push(disagreement(act, coding, field, first, second));
    }
  }
  const fields = FIELDS.map((field) => {
    const both = pairs.get(field) ?? [];
    return {
      field,
      pairs: both.length,
      agreed: both.filter(([first, second]) => first === second).length,
      kappa: cohenKappa(both),
    };
  });
  return { fields, disagreements, more };
}

type Codings = Partial<Record<CodedField, Coding>>;

async function secondCodings(
  instance: Instance,
  session: Session,
  compartment: string,
): Promise<{ codings: RecordRow[]; more: boolean }> {
  const codings: RecordRow[] = [];
  const asked = { kind: 'second-coding' as const, compartment, limit: 200 };
  for (let cursor: Parameters<typeof listRecords>[2]['cursor'] | null; codings.length < MOST; ) {
    const page = await listRecords(instance, session, cursor ? { ...asked, cursor } : asked);
    codings.push(...page.records);
    cursor = page.next;
    if (cursor === null) return { codings, more: false };
  }
  return { codings, more: true };
}

async function seen(instance: Instance, session: Session, id: string): Promise<RecordRow | null> {
  try {
    return await readRecord(instance, session, id);
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}

function codeOf(value: unknown): string {
  const { scheme, code } = (value ?? {}) as Partial<Coding>;
  return code === undefined ? NOTHING : `${scheme}:${code}`;
}

function disagreement(
  act: RecordRow,
  coding: RecordRow,
  field: CodedField,
  first: string,
  second: string,
): Disagreement {
  const { resolution } = coding.body as { resolution?: Disagreement['resolution'] };
  return {
    act: act.id,
    actReference: act.reference,
    incident: typeof act.body.incident === 'string' ? act.body.incident : null,
    secondCoding: coding.id,
    field,
    first: first === NOTHING ? null : first,
    second: second === NOTHING ? null : second,
    resolution: resolution ?? null,
  };
}
