import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useVisit } from '../frame/visit.tsx';
import { useWords } from '../words/words.ts';
import { hourIsWished, useHour } from './hour-memory.ts';
import { openComfort, useOpened } from './open.ts';
import { listenForShortcuts, useShortcuts } from './shortcuts.ts';

// Most visits ask for none of these: they arrive when they are asked for.
const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const KeySheet = lazy(async () => ({ default: (await import('./key-sheet.tsx')).KeySheet }));
const Hour = lazy(async () => ({ default: (await import('./hour.tsx')).Hour }));

function toSearch(): void {
  document.querySelector<HTMLInputElement>('search input')?.focus();
}

/** Keys that work everywhere, and what they open. */
export function Comforts() {
  const { say } = useWords();
  const navigate = useNavigate();
  const opened = useOpened();
  useEffect(listenForShortcuts, []);
  useEffect(() => () => openComfort(null), []);
  useShortcuts([
    { keys: 'Mod+K', does: say('palette.title'), run: () => openComfort('palette'), everywhere: true },
    { keys: '?', does: say('keys.title'), run: () => openComfort('keys'), everywhere: true },
    { keys: '/', does: say('search.go'), run: toSearch, everywhere: true },
    { keys: 'g d', does: say('area.desk'), run: () => void navigate({ to: '/desk' }), everywhere: true },
    { keys: 'g t', does: say('area.triage'), run: () => void navigate({ to: '/triage' }), everywhere: true },
    { keys: 'g l', does: say('area.library'), run: () => void navigate({ to: '/library' }), everywhere: true },
    { keys: 'g e', does: say('area.evidence'), run: () => void navigate({ to: '/evidence' }), everywhere: true },
    { keys: 'g i', does: say('area.integrity'), run: () => void navigate({ to: '/integrity' }), everywhere: true },
  ]);
  const close = () => openComfort(null);
  return (
    <Suspense fallback={null}>
      {opened === 'palette' && <Palette onClose={close} />}
      {opened === 'keys' && <KeySheet onClose={close} />}
    </Suspense>
  );
}

/** The first hour, where the demonstration is and nobody put it away. */
export function FirstHour() {
  const { who } = useVisit();
  const hour = useHour(who.account.id);
  if (!hourIsWished(who, hour)) return null;
  return (
    <Suspense fallback={null}>
      <Hour account={who.account.id} />
    </Suspense>
  );
}
