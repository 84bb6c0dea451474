import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { Refused, read } from '../api/client.ts';
import type { SessionAnswer } from '../api/shapes.ts';
import { Waiting } from '../look/waiting.tsx';
import { listenForQuickExit } from './quick-exit.ts';
import { SignIn } from './sign-in.tsx';

// The workspace, and every library that only it needs, arrives after sign-in: the door stays small on a slow line.
const loadWorkspace = () => import('../frame/workspace.tsx');
const Workspace = lazy(async () => ({ default: (await loadWorkspace()).Workspace }));

type State = 'asking' | 'outside' | 'silent' | SessionAnswer;

async function askWhoIsThere(): Promise<State> {
  try {
    return await read<SessionAnswer>('/api/v1/session');
  } catch (error) {
    return error instanceof Refused && error.status === 401 ? 'outside' : 'silent';
  }
}

function Gate() {
  const [state, setState] = useState<State>('asking');
  const ask = useCallback(async () => setState(await askWhoIsThere()), []);
  useEffect(() => void ask(), [ask]);
  useEffect(listenForQuickExit, []);

  if (state === 'asking') return <Waiting />;
  if (state === 'outside' || state === 'silent') {
    return <SignIn silent={state === 'silent'} onSignedIn={ask} onTyping={() => void loadWorkspace()} />;
  }
  return (
    <Suspense fallback={<Waiting />}>
      <Workspace who={state} onEnded={() => setState('outside')} />
    </Suspense>
  );
}

/** The whole application: its languages, and the door. */
export function Cairn() {
  return (
    <I18nProvider i18n={i18n}>
      <Gate />
    </I18nProvider>
  );
}
