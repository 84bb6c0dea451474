import { useState } from 'react';
import type { AnyRecord } from '../api/shapes.ts';
import { beginDraft, useDraft } from '../edit/draft.ts';
import type { Draft } from '../edit/drafts.ts';
import { bodyOf, FORMS, type FormKind, formsOf } from '../edit/form-kinds.ts';
import type { Body } from '../edit/merge.ts';
import { same } from '../edit/same.ts';
import { type Saving, useSaving } from '../edit/saving.ts';
import { useVisit } from '../frame/visit.tsx';
import { fieldName } from '../value/field-name.ts';
import { useWords } from '../words/words.ts';
import { alongWith, isReviewed, useEditingSession } from './session.tsx';

/** The fields of one record that are being edited where they stand. */
export interface Inline {
  kind: FormKind;
  record: AnyRecord;
  draft: Draft;
  /** The fields that are open, by the name of the place where they stand. */
  open: ReadonlyMap<string, readonly string[]>;
  /** What the session's reason must be given for, before anything is saved. */
  needsReason: boolean;
  /** What goes along with saving these fields, if anything does. */
  along: (fields: readonly string[]) => 'reopens' | 'readies' | null;
  reason: string;
  setReason: (reason: string) => void;
  saving: Saving;
  /** The draft that is being sent, with the fields that it changes and no others. */
  sending: Draft;
  begin: (place: string, fields: readonly string[]) => void;
  giveBack: (place: string) => void;
  setForm: (field: string, form: unknown) => void;
  save: (places: readonly string[]) => Promise<void>;
  /** Something was typed on an earlier visit to the page, and stands open again. */
  restored: boolean;
}

const touchedOf = (kind: FormKind, { base, forms }: Draft): string[] =>
  FORMS[kind]
    .filter(({ field, codec }) => !same(forms[field], codec.toForm(base.body[field] as never)))
    .map(({ field }) => field);

const pick = (from: Readonly<Record<string, unknown>>, fields: readonly string[]) =>
  Object.fromEntries(fields.map((field) => [field, from[field]]));

/**
 * Edits the fields of one record where they stand, each alone or all at once.
 *
 * @param places which fields are edited together at which place
 */
export function useInline(
  kind: FormKind,
  record: AnyRecord,
  places: Readonly<Record<string, readonly string[]>>,
): Inline {
  const { say } = useWords();
  const { who } = useVisit();
  const session = useEditingSession();
  const base = { revision: record.revision, body: record.body as Body };
  const { draft, restored, change, discard } = useDraft(kind, record.id, () => beginDraft(kind, base));
  const placesOf = (fields: readonly string[]) =>
    new Map(Object.entries(places).filter(([, members]) => members.some((field) => fields.includes(field))));
  const [open, setOpen] = useState<ReadonlyMap<string, readonly string[]>>(() => placesOf(touchedOf(kind, draft)));
  const [sent, setSent] = useState<Draft | null>(null);
  const [reason, setReason] = useState('');
  const reviewed = session !== null && isReviewed(session.incident);
  const touched = touchedOf(kind, draft);

  // Nothing is typed: what others saved meanwhile stands here at once.
  if (draft.base.revision < record.revision && touched.length === 0 && draft.reason === '') {
    discard(beginDraft(kind, base));
  }

  const saving = useSaving({
    kind,
    id: record.id,
    draft: sent ?? draft,
    change: setSent,
    complete: (body, { base }) => ({
      ...body,
      ...goingAlong(FORMS[kind].map(({ field }) => field).filter((field) => !same(body[field], base.body[field]))),
    }),
    onSaved(saved, from) {
      const changed = FORMS[kind]
        .map(({ field }) => field)
        .filter((field) => !same(from.base.body[field], (saved.body as Body)[field]));
      const before = pick(
        from.base.body,
        changed.filter((field) => field !== 'status'),
      );
      session?.giveReason(session.reason || (reviewed ? from.reason : ''));
      session?.tell({ record: saved, before });
      takeOut(saved, touchedOf(kind, from).length > 0 ? touchedOf(kind, from) : changed);
      setSent(null);
    },
  });

  const goingAlong = (fields: readonly string[]) =>
    session && kind === 'incident' ? alongWith(session.incident, fields, who.account.id) : {};

  /** What was saved leaves the draft; what is still being typed stays on the revision that it was begun on. */
  function takeOut(saved: AnyRecord, fields: readonly string[]): void {
    const rest = touched.filter((field) => !fields.includes(field));
    const body = saved.body as Body;
    setOpen((now) => new Map([...now].filter(([, members]) => members.some((field) => rest.includes(field)))));
    if (rest.length === 0) {
      discard(beginDraft(kind, { revision: saved.revision, body }));
      return;
    }
    const unseen = saved.revision > draft.base.revision + 1;
    const next = {
      revision: unseen ? draft.base.revision : saved.revision,
      body: { ...body, ...(unseen ? pick(draft.base.body, rest) : {}) },
    };
    change({ ...draft, base: next, forms: { ...formsOf(kind, body), ...pick(draft.forms, rest) } });
  }

  return {
    kind,
    record,
    draft,
    open,
    restored: restored && touched.length > 0,
    needsReason: reviewed && session.reason === '',
    along(fields) {
      const { status, review } = goingAlong(fields);
      return status ? 'reopens' : review ? 'readies' : null;
    },
    reason,
    setReason,
    saving,
    sending: sent ?? draft,
    begin: (place, fields) => setOpen((now) => new Map([...now, [place, fields]])),
    giveBack(place) {
      const fields = open.get(place) ?? [];
      const forms = { ...draft.forms, ...pick(formsOf(kind, draft.base.body), fields) };
      const back = { ...draft, forms };
      if (touchedOf(kind, back).length === 0) discard(beginDraft(kind, base));
      else change(back);
      setOpen((now) => new Map([...now].filter(([each]) => each !== place)));
    },
    setForm: (field, form) => change({ ...draft, forms: { ...draft.forms, [field]: form } }),
    async save(names) {
      const fields = names.flatMap((place) => open.get(place) ?? []);
      const forms = { ...formsOf(kind, draft.base.body), ...pick(draft.forms, fields) };
      const { body } = bodyOf(kind, forms, draft.base.body);
      const changed = fields.filter((field) => !same(body[field], draft.base.body[field]));
      const words = changed.map((field) => fieldName(field, say)).join(', ');
      const given = session?.reason || reason.trim();
      const from = {
        ...draft,
        forms,
        reason: given || (reviewed ? '' : say('facts.reason.changed', { fields: words })),
      };
      setSent(from);
      await saving.save(from);
    },
  };
}
