import '../words/enter.ts';
import { useCallback, useEffect, useState } from 'react';
import { Refused, read, signOut } from '../api/client.ts';
import type { SessionAnswer } from '../api/shapes.ts';
import { Waiting } from '../look/waiting.tsx';
import { DoorSheet } from '../session/door-sheet.tsx';
import { useWords } from '../words/words.ts';
import { type OpenedLink, openLink, type Person } from './acceptance.ts';
import { FactorStep } from './factor-step.tsx';
import { forgetLink, linkTaken, takeLink } from './link.ts';
import { Closed, Occupied } from './notices.tsx';
import { PersonStep } from './person-step.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

type State =
  | { name: 'asking' }
  | { name: 'closed'; error: unknown }
  | { name: 'occupied'; who: SessionAnswer; opened: OpenedLink }
  | { name: 'person'; opened: OpenedLink }
  | { name: 'factor'; opened: OpenedLink; person: Person | null }
  | { name: 'codes'; codes: string[] };

const beginWith = (opened: OpenedLink): State =>
  opened.purpose === 'set-up' ? { name: 'person', opened } : { name: 'factor', opened, person: null };

async function askWhoElse(): Promise<SessionAnswer | null> {
  return read<SessionAnswer>('/api/v1/session').catch(() => null);
}

async function arrive(link: string): Promise<State> {
  if (!link) return { name: 'closed', error: new Refused(404, 'no link') };
  try {
    const [opened, who] = await Promise.all([openLink(link), askWhoElse()]);
    return who ? { name: 'occupied', who, opened } : beginWith(opened);
  } catch (error) {
    return { name: 'closed', error };
  }
}

/** What a link of set-up, invitation or reset leads to: who it is for, a first factor, recovery codes, and in. */
export function EnterPage({ onIn }: { onIn: () => Promise<void> }) {
  const [link, setLink] = useState(linkTaken);
  const [state, setState] = useState<State>({ name: 'asking' });
  const begin = useCallback(async () => setState(await arrive(link)), [link]);
  useEffect(() => void begin(), [begin]);

  // Another link pasted over this one changes only what stands after `#`, and loads no page.
  useEffect(() => {
    const again = () => {
      takeLink();
      setState({ name: 'asking' });
      setLink(linkTaken());
    };
    addEventListener('hashchange', again);
    return () => removeEventListener('hashchange', again);
  }, []);

  async function goIn() {
    forgetLink();
    history.replaceState(null, '', '/');
    await onIn();
  }

  switch (state.name) {
    case 'asking':
      return <Waiting />;
    case 'closed':
      return <Closed error={state.error} again={begin} onLeave={goIn} />;
    case 'occupied': {
      const { who, opened } = state;
      const leave = async () => {
        await signOut().catch(() => undefined);
        setState(beginWith(opened));
      };
      return <Occupied who={who} onSignOut={leave} onStay={goIn} />;
    }
    case 'person':
      return <PersonStep onNamed={(person: Person) => setState({ name: 'factor', opened: state.opened, person })} />;
    case 'factor':
      return (
        <FactorStep
          link={link}
          opened={state.opened}
          person={state.person}
          onAccepted={(codes) => setState({ name: 'codes', codes })}
          onClosed={(error) => setState({ name: 'closed', error })}
        />
      );
    case 'codes':
      return <Kept codes={state.codes} onGone={goIn} />;
  }
}

function Kept({ codes, onGone }: { codes: string[]; onGone: () => Promise<void> }) {
  const { say } = useWords();
  return (
    <DoorSheet wide>
      <h1>{say('codes.title')}</h1>
      <RecoveryCodes codes={codes} onKept={onGone} />
    </DoorSheet>
  );
}
