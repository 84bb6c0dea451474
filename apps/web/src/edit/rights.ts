import type { Compartment, SessionAnswer } from '../api/shapes.ts';

const WRITERS: ReadonlySet<string> = new Set(['contributor', 'reviewer', 'lead']);

/** The compartments in which a person may record something. The server decides; this spares a refusal. */
export function writableBy(who: SessionAnswer): Compartment[] {
  return who.compartments.filter(({ role }) => WRITERS.has(role));
}

/** Whether a person may take anything out: readers may not. */
export function mayTakeOut(who: SessionAnswer): boolean {
  return writableBy(who).length > 0;
}

/** Whether a person may change records of the compartment with this name. */
export function mayWrite(who: SessionAnswer, compartment: string): boolean {
  return writableBy(who).some(({ name }) => name === compartment);
}

/** Whether a person leads the compartment, and so reads identities in it. */
export function leads(who: SessionAnswer, compartment: string): boolean {
  return who.compartments.some(({ name, role }) => name === compartment && role === 'lead');
}
