import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { Refused, read } from '../api/client.ts';
import type { SessionAnswer } from '../api/shapes.ts';
import { ENTER } from '../enter/link.ts';
import { Waiting } from '../look/waiting.tsx';
import { listenForQuickExit } from './quick-exit.ts';
import { type Door, SignIn } from './sign-in.tsx';

// The workspace, and every library that only it needs, arrives after sign-in: the door stays small on a slow line.
const loadWorkspace = () => import('../frame/workspace.tsx');
const Workspace = lazy(async () => ({ default: (await loadWorkspace()).Workspace }));
const EnterPage = lazy(async () => ({ default: (await import('../enter/page.tsx')).EnterPage }));

/** Who is there, and what the door says of itself. */
export interface Found {
  who: SessionAnswer | null;
  door: Door | null;
  /** What kept the page from learning who is there; null when that went well. */
  trouble: unknown;
}

const isOutside = (error: unknown) => error instanceof Refused && error.status === 401;

/** Asks both at once: on a slow line each turn there and back is felt. */
export async function lookAround(): Promise<Found> {
  const door = read<Door>('/api/v1/door').catch(() => null);
  try {
    return { who: await read<SessionAnswer>('/api/v1/session'), door: await door, trouble: null };
  } catch (error) {
    return { who: null, door: await door, trouble: isOutside(error) ? null : error };
  }
}

function Gate({ first }: { first: Promise<Found> }) {
  const [found, setFound] = useState<Found | null>(null);
  const [entering, setEntering] = useState(() => location.pathname === ENTER);
  const look = useCallback(async () => setFound(await lookAround()), []);
  useEffect(() => void first.then(setFound), [first]);
  useEffect(listenForQuickExit, []);

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
  if (!found.who) {
    const { door, trouble } = found;
    return <SignIn door={door} trouble={trouble} onSignedIn={look} onTyping={() => void loadWorkspace()} />;
  }
  return (
    <Suspense fallback={<Waiting />}>
      <Workspace who={found.who} onEnded={() => setFound({ ...found, who: null })} />
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
