import { isPerson, KINDS } from '@cairn/model';
import { DRAFT_PREFIX } from '../session/kept-drafts.ts';
import type { Draft } from './drafts.ts';
import { FORMS, type FormKind } from './form-kinds.ts';
import type { Body } from './merge.ts';
import { same } from './same.ts';

/** What of a draft lies in the tab's own storage: the touched fields alone, each with what it was begun from. */
interface Kept {
  revision: number;
  compartment: string;
  reason: string;
  fields: Record<string, { form: unknown; before?: unknown }>;
}

const nameOf = (account: string, key: string) => `${DRAFT_PREFIX}${account}.${key}`;

/** Fields that no storage gets, in whatever record: what identifies a person, and what is sealed. */
function isGuarded(kind: FormKind, field: string, { base, forms }: Draft): boolean {
  const level = (KINDS[kind].fields as Readonly<Record<string, { class: string }>>)[field]?.class;
  if (level === 'identity' || level === 'sealed') return true;
  // Until its kind is chosen, a new actor may be a person.
  const actorType = (forms.actorType as string | undefined) ?? base.body.actorType;
  return kind === 'actor' && field === 'names' && (!actorType || isPerson(String(actorType)));
}

/** A sealed record leaves nothing behind, however little of it was touched. */
const isSealed = ({ base, forms }: Draft): boolean =>
  base.body.sensitivity === 'sealed' || forms.sensitivity === 'sealed';

/**
 * Keeps a draft where a reload finds it again: in this tab, for this account. True where all of it was kept; false where
 * some of it may stand in memory alone.
 */
export function keepInTab(kind: FormKind, account: string, key: string, draft: Draft): boolean {
  const { base, forms, reason, compartment } = draft;
  const touched = FORMS[kind].filter(
    ({ field, codec }) => !same(forms[field], codec.toForm(base.body[field] as never)),
  );
  const free = isSealed(draft) ? [] : touched.filter(({ field }) => !isGuarded(kind, field, draft));
  const fields = Object.fromEntries(free.map(({ field }) => [field, { form: forms[field], before: base.body[field] }]));
  const kept: Kept = { revision: base.revision, compartment, reason: isSealed(draft) ? '' : reason, fields };
  try {
    if (free.length > 0 || kept.reason) sessionStorage.setItem(nameOf(account, key), JSON.stringify(kept));
    else sessionStorage.removeItem(nameOf(account, key));
  } catch {
    // A tab without room keeps nothing; the page still asks before it is left.
    return false;
  }
  return free.length === touched.length;
}

/** What this tab kept, on top of a draft that begins now. Fields that were not kept stand as they are recorded. */
export function foundInTab(account: string, key: string, fresh: Draft): Draft | undefined {
  const text = sessionStorage.getItem(nameOf(account, key));
  if (text === null) return undefined;
  try {
    const { revision, compartment, reason, fields } = JSON.parse(text) as Kept;
    const body: Record<string, unknown> = { ...fresh.base.body };
    for (const [field, { before }] of Object.entries(fields)) {
      if (before === undefined) delete body[field];
      else body[field] = before;
    }
    const forms = Object.fromEntries(Object.entries(fields).map(([field, { form }]) => [field, form]));
    return {
      base: { revision, body: body as Body },
      forms: { ...fresh.forms, ...forms },
      reason,
      compartment: compartment || fresh.compartment,
    };
  } catch {
    sessionStorage.removeItem(nameOf(account, key));
    return undefined;
  }
}
