import {
  type CustomField,
  customFieldProblems,
  type OwnTerm,
  ownTermProblems,
  type Problem,
  type Term,
  VOCABULARIES,
  type Vocabulary,
} from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { commitDeed, customFieldRows, ownTermRows, rolesOf, withSession } from '../record/index.ts';
import { Forbidden, Invalid, type Session } from '../record/types.ts';

/** What a compartment added to its records without code. */
export interface Additions {
  readonly fields: CustomField[];
  readonly terms: OwnTerm[];
}

/** The fields, terms and coding rules of a compartment; nothing where the session is no member. */
export function additions(instance: Instance, session: Session, compartment: string): Promise<Additions> {
  return withSession(instance, session, async (db) => ({
    fields: await customFieldRows(db, compartment),
    terms: await ownTermRows(db, compartment),
  }));
}

/** The terms and coding rules of a compartment, or of all that the session reads. */
export function addedTerms(instance: Instance, session: Session, compartment: string | null): Promise<OwnTerm[]> {
  return withSession(instance, session, (db) => ownTermRows(db, compartment));
}

/**
 * Adds a field to the records of a compartment, or changes what it is called and means.
 *
 * @throws Forbidden for whoever is no lead of it
 * @throws Invalid where values that stand under the key would lose their meaning
 */
export async function setCustomField(
  instance: Instance,
  session: Session,
  compartment: string,
  field: CustomField,
  reason: string,
): Promise<Additions> {
  await requireLead(instance, session, compartment);
  const { fields } = await additions(instance, session, compartment);
  refuse(
    customFieldProblems(
      field,
      fields.find(({ key }) => key === field.key),
    ),
  );
  const row = { compartment, options: null, rule: null, retired: false, ...field };
  await commitDeed(instance, { table: 'custom_field', row, by: session.author, reason });
  return additions(instance, session, compartment);
}

/**
 * Adds a term to a vocabulary that can be extended, or a coding rule to any term.
 *
 * @throws Forbidden for whoever is no lead of the compartment
 * @throws Invalid for a closed list, a code without its prefix, a wider term that there is not
 */
export async function setOwnTerm(
  instance: Instance,
  session: Session,
  compartment: string,
  term: OwnTerm,
  reason: string,
): Promise<Additions> {
  await requireLead(instance, session, compartment);
  const { terms } = await additions(instance, session, compartment);
  refuse(ownTermProblems(term, terms));
  const empty = { broader: null, label: null, definition: null, rule: null, retired: false };
  await commitDeed(instance, {
    table: 'own_term',
    row: { compartment, ...empty, ...term },
    by: session.author,
    reason,
  });
  return additions(instance, session, compartment);
}

/** A term as the pages show it: ours or an organisation's, with the rule by which its coders use it. */
export interface ShownTerm extends Term {
  readonly rule?: { en: string; uk: string };
  readonly own?: true;
  readonly retired?: true;
}

/** The vocabularies with what a compartment added to them, its own terms behind ours. */
export function extended(terms: readonly OwnTerm[]): { scheme: string; codes: ShownTerm[] }[] {
  return VOCABULARIES.map(({ scheme, codes }: Vocabulary) => {
    const added = terms.filter((term) => term.scheme === scheme);
    const rules = new Map(added.map(({ code, rule }) => [code, rule]));
    const ours = codes.map((term): ShownTerm => {
      const rule = rules.get(term.code);
      return rule === undefined ? term : { ...term, rule };
    });
    const own = added.flatMap(({ code, broader, label, definition, rule, retired }): ShownTerm[] =>
      label === undefined || definition === undefined
        ? []
        : [
            {
              code,
              label,
              definition,
              mapsTo: [],
              own: true,
              ...(broader === undefined ? {} : { broader }),
              ...(rule === undefined ? {} : { rule }),
              ...(retired === true ? { retired } : {}),
            },
          ],
    );
    return { scheme, codes: [...ours, ...own] };
  });
}

async function requireLead(instance: Instance, session: Session, compartment: string): Promise<void> {
  const roles = await withSession(instance, session, (db) => rolesOf(db, session.secret));
  if (roles.get(compartment) !== 'lead') throw new Forbidden();
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Invalid(problems);
}
