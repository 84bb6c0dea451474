import type { Forms } from './form-kinds.ts';
import type { Body } from './merge.ts';

/** A change that someone began. It lives in this page's memory alone: not in storage, not on the server, not in a log. */
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
let owner = '';

/** Only the person who wrote a draft gets it back: whoever else signs in here makes them all go. */
function belongTo(account: string): void {
  if (owner !== account) drafts.clear();
  owner = account;
}

export function draftOf(account: string, key: string): Draft | undefined {
  belongTo(account);
  return drafts.get(key);
}

export function keepDraft(account: string, key: string, draft: Draft): void {
  belongTo(account);
  drafts.set(key, draft);
}

export function dropDraft(key: string): void {
  drafts.delete(key);
}

/** Forgets every draft, as when someone signs out. */
export function dropDrafts(): void {
  drafts.clear();
}

/** A reload would lose what is being written: the browser asks first. Not when the page was cleared by quick exit. */
addEventListener('beforeunload', (event) => {
  if (drafts.size > 0 && document.getElementById('cairn') !== null) event.preventDefault();
});
