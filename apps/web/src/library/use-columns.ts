import type { LibraryKind } from '@cairn/model';
import { useMemo } from 'react';
import { useWords } from '../words/words.ts';
import { COLUMNS, chosenColumns } from './kinds.ts';
import { useOwnFields } from './own-fields.ts';
import type { ShownColumn } from './table.tsx';

/** The columns that a kind may have, and those that are shown, in the reader's language; a team's own fields among them. */
export function useColumns(
  kind: LibraryKind,
  given: string | undefined,
): { all: readonly ShownColumn[]; shown: readonly ShownColumn[] } {
  const { say, language } = useWords();
  const fields = useOwnFields();
  return useMemo(() => {
    const own = [...fields.values()].filter((field) => field.kind === kind);
    const all = [
      ...COLUMNS[kind].map((each) => ({ ...each, title: say(each.word) })),
      ...own.map(({ key, label }) => ({
        id: `custom:${key}`,
        word: 'library.columns' as const,
        width: '14%',
        usual: false,
        title: label[language],
      })),
    ];
    const titles = new Map(all.map(({ id, title }) => [id, title]));
    const shown = chosenColumns(all, given).map((each) => ({ ...each, title: titles.get(each.id) ?? each.id }));
    return { all, shown };
  }, [kind, given, fields, say, language]);
}
