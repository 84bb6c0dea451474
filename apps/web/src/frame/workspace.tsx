import '../look/mantine.css';
import '../look/print.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/Button.css';
import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Loader.css';
import '../words/within.ts';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Refused } from '../api/client.ts';
import type { SessionAnswer } from '../api/shapes.ts';
import { Live } from '../live/live.tsx';
import { KEY } from '../look/scheme.ts';
import { theme } from '../look/theme.ts';
import { ConfirmProvider } from '../session/confirm.tsx';
import { makeRouter } from './router.tsx';
import { Visit } from './visit.tsx';

function makeClient(onEnded: () => void): QueryClient {
  const onError = (error: Error) => {
    // With a word beside it, 401 is about what was given just now, not about the session.
    if (error instanceof Refused && error.status === 401 && !error.code) onEnded();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // A refusal will not change by asking again; silence on a bad line may.
        retry: (failures, error) => error instanceof Refused && error.status === 0 && failures < 2,
      },
    },
  });
}

const schemeManager = localStorageColorSchemeManager({ key: KEY });

/** Everything behind the door. What it has read is forgotten when the session ends. */
export function Workspace({ who, onEnded }: { who: SessionAnswer; onEnded: () => void }) {
  const [client] = useState(() => makeClient(onEnded));
  const [router] = useState(makeRouter);
  useEffect(() => () => client.clear(), [client]);
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={schemeManager}
      defaultColorScheme="auto"
      // Both would write <style> elements; mantine.css stands in for them.
      withCssVariables={false}
      withGlobalClasses={false}
      withStaticClasses={false}
    >
      <QueryClientProvider client={client}>
        <Visit who={who} onEnded={onEnded}>
          <ConfirmProvider>
            <Live>
              <RouterProvider router={router} />
            </Live>
          </ConfirmProvider>
        </Visit>
      </QueryClientProvider>
    </MantineProvider>
  );
}
