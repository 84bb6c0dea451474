import type { Notice } from './shapes.ts';

/** Notices that say the same of several people: one line. */
export interface ToldNotice {
  at: string;
  what: string;
  compartment: Notice['compartment'];
  /** Names of those concerned, each once. */
  who: string[];
  /** Names of those who did it. */
  by: string[];
}

/** Joins neighbours that differ in the person concerned alone, within a day; the newest moment stands for all. */
export function joinNotices(notices: readonly Notice[]): ToldNotice[] {
  const told: ToldNotice[] = [];
  for (const { at, what, compartment, who } of notices) {
    const [name = '', ...by] = who;
    const last = told.at(-1);
    const same =
      last !== undefined &&
      last.what === what &&
      last.compartment.id === compartment.id &&
      last.by.join('\n') === by.join('\n') &&
      Math.abs(Date.parse(last.at) - Date.parse(at)) < 86_400_000;
    if (!same) told.push({ at, what, compartment, who: [name], by });
    else if (!last.who.includes(name)) last.who.push(name);
  }
  return told;
}
