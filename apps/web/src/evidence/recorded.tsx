import { useQuery } from '@tanstack/react-query';
import { vocabularies } from '../api/questions.ts';
import type { Item } from '../api/shapes.ts';
import { fieldName } from '../value/field-name.ts';
import { IdentityMark } from '../value/identity.tsx';
import { Members } from '../value/members.tsx';
import { RecordName } from '../value/record-name.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { type Fact, Facts, Part } from './part.tsx';

/** What people wrote down about the item. */
export function Recorded({ item }: { item: Item }) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const { data } = useQuery(vocabularies);
  const { body } = item;
  const fact = (field: string, value: unknown): Fact[] => {
    if (value === undefined || value === null || value === '') return [];
    return [
      {
        name: fieldName(field, say),
        value: typeof value === 'object' ? <Members value={value} /> : String(value),
      },
    ];
  };
  const definition = data
    ?.find(({ scheme }) => scheme === 'capture-class')
    ?.codes.find(({ code }) => code === body.captureClass)?.definition?.[language];
  const facts = [
    ...(body.captureClass
      ? [{ name: fieldName('captureClass', say), value: label('capture-class', body.captureClass), more: definition }]
      : []),
    ...(body.source ? [{ name: fieldName('source', say), value: <RecordName id={body.source} /> }] : []),
    ...fact('sourceCode', body.sourceCode),
    ...fact('provenance', body.provenance),
    ...fact('publicUrl', body.publicUrl),
    ...fact('conditions', body.conditions),
    ...fact('licence', body.licence),
    ...fact('consent', body.consent),
    ...fact('storagePlace', body.storagePlace),
    ...fact('collection', body.collection),
    ...fact('sensitivity', body.sensitivity ? label('sensitivity', body.sensitivity) : undefined),
    ...fact('notes', body.notes),
  ];
  const guarded = [...fact('url', body.url), ...fact('collectedUnder', body.collectedUnder)];
  return (
    <Part title={say('evidence.recorded')}>
      {facts.length === 0 && guarded.length === 0 && <p>{say('evidence.recorded.nothing')}</p>}
      <Facts facts={facts} />
      {guarded.length > 0 && (
        <>
          <IdentityMark />
          <Facts facts={guarded} />
        </>
      )}
    </Part>
  );
}
