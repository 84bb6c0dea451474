import { useMantineColorScheme } from '@mantine/core';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { Refused, read } from '../api/client.ts';
import type { AnyRecord } from '../api/shapes.ts';
import { areasOf } from '../frame/areas.ts';
import { useVisit } from '../frame/visit.tsx';
import { chooseLanguage, LANGUAGES, useWords } from '../words/words.ts';
import type { Command } from './commands.ts';
import { remember } from './hour-memory.ts';
import { openComfort } from './open.ts';
import { letSingleKeysWork, useRegistered, useSingleKeys } from './shortcuts.ts';

const REFERENCE = /^[A-Z][A-Z0-9]{1,7}-\d{1,9}$/i;
const SCHEMES = ['auto', 'light', 'dark'] as const;
const LANGUAGE_NAMES = { en: 'English', uk: 'Українська' } as const;

/** The page on which a record is read; of what has none, the one that it is about. */
function pageOf({ id, kind, body }: AnyRecord): string {
  if (kind === 'incident') return `/incidents/${id}`;
  if (kind === 'item') return `/items/${id}`;
  if (kind === 'act' && body.incident) return `/incidents/${body.incident}`;
  if (kind === 'statement' && body.about?.[0]) return `/incidents/${body.about[0].record}?panel=who`;
  return kind === 'actor' ? `/actors/${id}/relations` : `/library?kind=incident&about=${id}`;
}

/** What can be done from here, with what was typed. `told` says what became of a command that failed. */
export function useCommands(typed: string, onClose: () => void): { commands: readonly Command[]; told: string } {
  const { say } = useWords();
  const { who, filter, setFilter } = useVisit();
  const navigate = useNavigate();
  const { history } = useRouter();
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const registered = useRegistered();
  const singleKeys = useSingleKeys();
  const [told, setTold] = useState('');
  const text = typed.trim();

  const then = (run: () => void) => () => {
    onClose();
    run();
  };

  async function open(reference: string) {
    setTold(say('palette.opening', { reference }));
    try {
      const { records } = await read<{ records: AnyRecord[] }>(
        `/api/v1/records?reference=${encodeURIComponent(reference)}`,
      );
      if (!records[0]) return setTold(say('palette.unknown', { reference }));
      onClose();
      history.push(pageOf(records[0]));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setTold(say(error.status === 0 ? 'trouble.silent' : 'trouble.refused'));
    }
  }

  function search(kind: 'incident' | 'actor') {
    onClose();
    setFilter({ ...filter, text });
    void navigate({ to: '/library', search: kind === 'actor' ? { kind } : {} });
  }

  const reference = REFERENCE.test(text) ? text.toUpperCase() : '';
  const commands: Command[] = [
    ...(reference
      ? [
          {
            id: 'reference',
            group: say('palette.group.reference'),
            words: say('palette.open', { reference }),
            run: () => void open(reference),
            always: true as const,
          },
        ]
      : []),
    ...registered
      .filter(({ everywhere }) => !everywhere)
      .map(({ keys, does, run }) => ({
        id: `here ${does}`,
        group: say('palette.group.here'),
        words: does,
        keys,
        run: then(run),
      })),
    ...areasOf(who).map(({ to, word }) => ({
      id: to,
      group: say('palette.group.areas'),
      words: say(word),
      run: then(() => history.push(to)),
    })),
    {
      id: 'agreement',
      group: say('palette.group.areas'),
      words: say('palette.agreement'),
      run: then(() => history.push('/agreement')),
    },
    ...settings(),
    ...(text && !reference
      ? (['incident', 'actor'] as const).map((kind) => ({
          id: `search ${kind}`,
          group: say('search.go'),
          words: say(kind === 'actor' ? 'palette.searchActors' : 'palette.search', { text }),
          run: () => search(kind),
          always: true as const,
        }))
      : []),
  ];

  function settings(): Command[] {
    const group = say('palette.group.settings');
    return [
      ...LANGUAGES.map((language) => ({
        id: language,
        group,
        words: say('palette.language', { language: LANGUAGE_NAMES[language] }),
        run: then(() => void chooseLanguage(language)),
      })),
      ...SCHEMES.map((scheme) => ({
        id: scheme,
        group,
        words: say('palette.scheme', { scheme: say(`scheme.${scheme}`) }),
        run: then(() => setColorScheme(scheme)),
      })),
      { id: 'account', group, words: say('person.account'), run: then(() => void navigate({ to: '/account' })) },
      { id: 'keys', group, words: say('keys.title'), keys: '?', run: () => openComfort('keys') },
      {
        id: 'single',
        group,
        words: say(singleKeys ? 'palette.keysOff' : 'palette.keysOn'),
        run: then(() => letSingleKeysWork(!singleKeys)),
      },
      {
        id: 'hour',
        group,
        words: say('hour.show'),
        run: then(() => remember(who.account.id, { wish: 'asked', folded: false })),
      },
    ];
  }

  return { commands, told };
}
