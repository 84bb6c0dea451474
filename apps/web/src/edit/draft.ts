import { useState } from 'react';
import { useVisit } from '../frame/visit.tsx';
import { type Draft, draftOf, dropDraft, keepDraft } from './drafts.ts';
import { FORMS, type FormKind, formsOf } from './form-kinds.ts';
import { foundInTab, keepInTab } from './kept.ts';
import type { Body, Merged } from './merge.ts';
import { same } from './same.ts';

/** A change that begins now, from a body that is read, or from nothing. */
export function beginDraft(kind: FormKind, base: Draft['base'], more: Partial<Draft> = {}): Draft {
  return { base, forms: formsOf(kind, base.body), reason: '', compartment: '', ...more };
}

/** Whether anything was typed that would be missed. */
export function isTouched(kind: FormKind, { base, forms, reason }: Draft): boolean {
  return reason.trim() !== '' || !same(forms, formsOf(kind, base.body));
}

/** What a person decided about one clash: a form to go on with, or undefined to let theirs stand. */
export type Decisions = Readonly<Record<string, unknown>>;

/**
 * The same change on top of a newer revision: what I alone changed keeps my form, what a person decided has the form
 * decided, and everything else stands as it is now.
 */
export function rebase(
  kind: FormKind,
  draft: Draft,
  current: Draft['base'],
  merged: Merged,
  decided: Decisions,
): Draft {
  const forms: Record<string, unknown> = { ...draft.forms, ...formsOf(kind, current.body) };
  for (const { field } of FORMS[kind]) {
    if (field in merged.mine) forms[field] = draft.forms[field];
    if (decided[field] !== undefined) forms[field] = decided[field];
  }
  return { ...draft, base: current, forms };
}

/** The form with which a person goes on who wants both: texts one below the other, rows one after the other. */
export function bothForms(control: string, mine: unknown, theirs: unknown): unknown {
  if (control === 'line' || control === 'long') {
    const gap = control === 'line' ? ' / ' : '\n\n';
    return [theirs, mine].filter(Boolean).join(gap);
  }
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    const added = mine.filter((row) => !theirs.some((each) => same(plain(each), plain(row))));
    // Rows of two forms may have the same key.
    return [...theirs, ...added.map((row) => (isRow(row) ? { ...row, key: row.key - 1_000 } : row))];
  }
  return mine;
}

const isRow = (row: unknown): row is { key: number } => typeof row === 'object' && row !== null && 'key' in row;
const plain = (row: unknown): Body => ({ ...(row as Body), key: 0 });

interface Held {
  draft: Draft;
  /** It was begun earlier and came back. */
  restored: boolean;
  change: (draft: Draft) => void;
  /** Throws away what was typed and begins from `fresh`. */
  discard: (fresh: Draft) => void;
}

/** A draft under a name of its own, kept in memory as long as this page lives and, as far as it may be, over a reload. */
export function useDraft(kind: FormKind, key: string, begin: () => Draft): Held {
  const { who } = useVisit();
  const account = who.account.id;
  const [kept] = useState(() => {
    const found = draftOf(account, key) ?? foundInTab(account, key, begin());
    // What a session that ended made the tab forget is kept again.
    if (found) keepDraft(account, key, found, keepInTab(kind, account, key, found));
    return found;
  });
  const [draft, setDraft] = useState<Draft>(() => kept ?? begin());
  const [restored, setRestored] = useState(kept !== undefined);
  return {
    draft,
    restored,
    change(next) {
      setDraft(next);
      if (isTouched(kind, next)) keepDraft(account, key, next, keepInTab(kind, account, key, next));
      else dropDraft(key);
    },
    discard(fresh) {
      dropDraft(key);
      setDraft(fresh);
      setRestored(false);
    },
  };
}
