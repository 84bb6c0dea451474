import {
  type DeparturePurpose,
  fieldsFor,
  KIND_NAMES,
  type Leaving,
  type LibraryQuery,
  type WordLanguage,
} from '@cairn/model';
import { whoAmI } from '../../access/index.ts';
import type { Instance } from '../../database/index.ts';
import { Forbidden, Invalid, NotFound, type Session } from '../../record/index.ts';
import { readDelay } from './delay.ts';
import { type Found, findAll, queryOf } from './found.ts';

/** `workbook` is edited outside and brought back; the others are read. */
export const EXPORT_FORMATS = ['csv', 'xlsx', 'geojson', 'workbook'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What somebody asks to take out. */
export interface Wish {
  /** As the library's address has it. */
  readonly query: string;
  readonly format: ExportFormat;
  readonly purpose: Exclude<DeparturePurpose, 'handover'>;
  readonly recipient: string;
  readonly terms?: string;
  /** Guarded fields, each by name: `incident.context`. */
  readonly fields?: readonly string[];
  readonly include?: readonly string[];
  /** Codes of warnings that are accepted. */
  readonly accept?: readonly string[];
  readonly language?: WordLanguage;
}

/** A wish that was looked at: what it finds, and how it is judged. */
export interface Weighed {
  readonly wish: Wish;
  readonly query: LibraryQuery;
  readonly found: Found;
  readonly leaving: Leaving;
  /** Whether the session leads every compartment concerned, and may choose guarded fields. */
  readonly mayChoose: boolean;
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Looks at what somebody asks to take out.
 *
 * @throws Invalid for a query or field that there is not, NotFound for a compartment that the session does not see
 * @throws Forbidden where the session may not take anything out, or chooses guarded fields without leading
 */
export async function weigh(instance: Instance, session: Session, wish: Wish): Promise<Weighed> {
  const query = queryOf(wish.query);
  const { compartments } = await whoAmI(instance, session);
  const member = new Map(compartments.map((each) => [each.id, each]));
  if (query.compartment !== undefined && !member.has(query.compartment))
    throw new NotFound('There is no such compartment, or you are no member of it.');
  const found = await findAll(instance, session, query);
  const concerned = found.compartments.length > 0 ? found.compartments : [...member.keys()];
  const roles = concerned.map((id) => member.get(id)?.role);
  if (roles.length === 0 || roles.some((role) => role === undefined || role === 'reader'))
    throw new Forbidden(
      'Readers take nothing out.',
      'Narrow the query to a compartment in which you contribute, or ask a lead.',
    );
  // Whoever runs the machine is no lead: a command names one with --as.
  const mayChoose = session.account !== '' && roles.every((role) => role === 'lead');
  const chosen = checkedFields(wish);
  if (chosen.length > 0 && !mayChoose)
    throw new Forbidden(
      'Only a lead chooses fields that are held back.',
      'Leave them out, or ask a lead of the compartment.',
    );
  return {
    wish,
    query,
    found,
    mayChoose,
    names: new Map(concerned.map((id) => [id, member.get(id)?.name ?? ''])),
    leaving: {
      purpose: wish.purpose,
      recipient: wish.recipient,
      chosen: new Set(chosen),
      included: new Set(wish.include ?? []),
      accepted: new Set(wish.accept ?? []),
      now: Date.now(),
      delayHours: await readDelay(instance),
    },
  };
}

const FIELDS: ReadonlySet<string> = new Set(
  KIND_NAMES.flatMap((kind) => fieldsFor(kind, 'publication').map(({ field }) => field)),
);

function checkedFields({ fields = [] }: Wish): string[] {
  const unknown = fields.find((field) => !FIELDS.has(field));
  if (unknown !== undefined)
    throw new Invalid([{ path: '/fields', code: 'field', message: `"${unknown}" is no field of a kind` }]);
  return [...new Set(fields)];
}
