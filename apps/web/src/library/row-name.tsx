import { actorName } from '../incident/naming.ts';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import type { Row } from './shapes.ts';

/** What a row is called in words, or that it has no name which the reader may see. */
export function useRowName(): (row: Row) => string {
  const { say, language } = useWords();
  const label = useVocabulary();
  return (row) => {
    switch (row.kind) {
      case 'incident':
        return row.body.title ?? say('title.withheld');
      case 'act':
        return row.body.type ? label(row.body.type.scheme, row.body.type.code, row.body.type) : say('act.untyped');
      case 'actor':
        return actorName(row, label, language);
      case 'item':
        return row.body.title ?? row.body.file?.name ?? row.body.url ?? say('title.withheld');
      case 'statement':
        return row.body.summary ?? row.body.text ?? row.body.sourceCode ?? say('statement.noWords');
    }
  };
}
