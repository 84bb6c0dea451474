import type { Incident } from '../api/shapes.ts';
import type { Say } from '../words/words.ts';

/** The title, or words for its absence: none was given, it was erased, or the reader is not cleared for it. */
export function titleOf(incident: Incident, say: Say): string {
  return incident.body.title ?? say('title.withheld');
}
