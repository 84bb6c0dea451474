import { DRAFT_PREFIX, forgetKeptDrafts } from '../session/kept-drafts.ts';
import type { Forms } from './form-kinds.ts';
import type { Body } from './merge.ts';

/**
 * A change that someone began. It lives in this page's memory, and what of it may be kept in this tab until the session
 * ends, for a reload; not on the server, not in a log.
 */
export interface Draft {
  /** What the change began from: the body and its revision; revision 0 is a record that does not exist yet. */
  base: { revision: number; body: Body };
  forms: Forms;
  reason: string;
  /** Where a new record will stand. */
  compartment: string;
}

/** Outlives the workspace, so that whoever signs in again after a session ended finds what they wrote. */
const drafts = new Map<string, Draft>();
/** Those of which a reload would take something: identities and sealed records are kept nowhere. */
const onlyHere = new Set<string>();
let owner = '';

/** Only the person who wrote a draft gets it back: whoever else signs in here makes them all go. */
function belongTo(account: string): void {
  if (owner === account) return;
  drafts.clear();
  onlyHere.clear();
  forgetKeptDrafts(account);
  owner = account;
}

export function draftOf(account: string, key: string): Draft | undefined {
  belongTo(account);
  return drafts.get(key);
}

/** Whether something was begun here and not saved, in memory or before a reload. */
export function isBegun(account: string, key: string): boolean {
  return draftOf(account, key) !== undefined || sessionStorage.getItem(`${DRAFT_PREFIX}${account}.${key}`) !== null;
}

/** @param keptInTab whether all of it is kept where a reload finds it again */
export function keepDraft(account: string, key: string, draft: Draft, keptInTab: boolean): void {
  belongTo(account);
  drafts.set(key, draft);
  if (keptInTab) onlyHere.delete(key);
  else onlyHere.add(key);
}

export function dropDraft(key: string): void {
  drafts.delete(key);
  onlyHere.delete(key);
  if (owner) sessionStorage.removeItem(`${DRAFT_PREFIX}${owner}.${key}`);
}

/** Forgets every draft, as when someone signs out. */
export function dropDrafts(): void {
  drafts.clear();
  onlyHere.clear();
  forgetKeptDrafts();
}

/** A reload would lose what is kept nowhere else: the browser asks first. Not when the page was cleared by quick exit. */
addEventListener('beforeunload', (event) => {
  if (onlyHere.size > 0 && document.getElementById('cairn') !== null) event.preventDefault();
});
