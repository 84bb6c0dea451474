import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { ENTER } from '../enter/link.ts';
import { Waiting } from '../look/waiting.tsx';
import { type Found, lookAround } from './found.ts';
import { forgetKeptDrafts } from './kept-drafts.ts';
import { wasLeft } from './leaving.ts';
import { listenForQuickExit } from './quick-exit.ts';
import { SignIn } from './sign-in.tsx';

// The workspace, and every library that only it needs, arrives after sign-in: the door stays small on a slow line.
const loadWorkspace = () => import('../frame/workspace.tsx');
const Workspace = lazy(async () => ({ default: (await loadWorkspace()).Workspace }));
const EnterPage = lazy(async () => ({ default: (await import('../enter/page.tsx')).EnterPage }));

function Gate({ first }: { first: Promise<Found> }) {
  const [found, setFound] = useState<Found | null>(null);
  const [entering, setEntering] = useState(() => location.pathname === ENTER);
  const look = useCallback(async () => setFound(await lookAround()), []);
  useEffect(() => void first.then(setFound), [first]);
  useEffect(listenForQuickExit, []);
  useEffect(() => {
    // Nobody is signed in: what this tab kept for a reload goes. In memory it waits for whoever wrote it.
    if (found && !found.who) forgetKeptDrafts();
  }, [found]);

  if (entering) {
    const goIn = async () => {
      await look();
      setEntering(false);
    };
    return (
      <Suspense fallback={<Waiting />}>
        <EnterPage onIn={goIn} />
      </Suspense>
    );
  }
  if (!found) return <Waiting />;
  // The stream of changes and a refused request may both say so: the first counts.
  const end = () => setFound((now) => (now?.who ? { ...now, who: null, ended: !wasLeft() } : now));
  if (!found.who) {
    return <SignIn found={found} onSignedIn={look} onTyping={() => void loadWorkspace()} />;
  }
  return (
    <Suspense fallback={<Waiting />}>
      <Workspace who={found.who} onEnded={end} />
    </Suspense>
  );
}

/** The whole application: its languages, and the door. */
export function Cairn({ first }: { first: Promise<Found> }) {
  return (
    <I18nProvider i18n={i18n}>
      <Gate first={first} />
    </I18nProvider>
  );
}
