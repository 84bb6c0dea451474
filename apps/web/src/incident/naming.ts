import type { Actor, AnyRecord } from '../api/shapes.ts';
import { plainName } from '../evidence/measures.ts';
import type { Label } from '../vocabulary/labels.ts';
import type { Language } from '../words/words.ts';

/**
 * What an actor is called: whoever is a source by its code alone, whatever else is known; others by a name that may be
 * shown, in the reader's language where there is one, else by type and reference.
 */
export function actorName(actor: Actor, label: Label, language: Language): string {
  const { names, sourceCode, actorType } = actor.body;
  const name = sourceCode ?? (names?.find(({ lang }) => lang === language) ?? names?.[0])?.text;
  if (name) return name;
  return actorType ? `${label('actor-type', actorType)} ${actor.reference}` : actor.reference;
}

/** A short name for any record. */
export function recordName(record: AnyRecord, label: Label, language: Language): string {
  switch (record.kind) {
    case 'actor':
      return actorName(record, label, language);
    case 'incident':
      return record.body.title ?? record.reference;
    case 'act':
      return record.body.type
        ? label(record.body.type.scheme, record.body.type.code, record.body.type)
        : record.reference;
    case 'item':
      return record.body.title ?? (record.body.file?.name ? plainName(record.body.file.name) : record.reference);
    default:
      return record.reference;
  }
}
