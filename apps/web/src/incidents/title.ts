import type { Incident } from '../api/shapes.ts';
import type { Say } from '../words/words.ts';

/** The title, or words for its absence: a reader below its clearance sees the incident without it. */
export function titleOf(incident: Incident, say: Say): string {
  return incident.body.title ?? say('title.withheld');
}
