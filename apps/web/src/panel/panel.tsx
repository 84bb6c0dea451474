import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Drawer.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/ScrollArea.css';
import { Button, Drawer, Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import type { Incident } from '../api/shapes.ts';
import { VIEWS, type View } from '../frame/view.ts';
import type { Surroundings } from '../incident/surroundings.ts';
import { useWords, type WordId } from '../words/words.ts';
import { History } from './history.tsx';
import styles from './panel.module.css';
import { Proof } from './proof.tsx';
import { WhoSaysSo } from './who-says-so.tsx';

const route = getRouteApi('/incidents/$id');
const TITLES: Record<View, WordId> = { who: 'panel.who', history: 'panel.history', proof: 'panel.proof' };

interface Props {
  incident: Incident;
  known: Surroundings;
}

/** What answers for the thing selected: beside the sheet on wide screens, a sheet from below on narrow ones. */
export function Panel(props: Props) {
  const { say } = useWords();
  const wide = useMediaQuery('(min-width: 1100px)', undefined, { getInitialValueInEffect: false });
  if (!wide) return <FromBelow {...props} />;
  return (
    <aside className={styles.aside} aria-label={say('panel')}>
      <div className={styles.inner}>
        <Views {...props} />
      </div>
    </aside>
  );
}

function FromBelow(props: Props) {
  const { say } = useWords();
  const { panel } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <div className={styles.openers}>
        {VIEWS.map((view) => (
          <Button
            key={view}
            size="sm"
            variant="default"
            onClick={() => void navigate({ search: { panel: view }, replace: true })}
          >
            {say(TITLES[view])}
          </Button>
        ))}
      </div>
      <Drawer.Root
        opened={panel !== undefined}
        onClose={() => void navigate({ search: {}, replace: true })}
        position="bottom"
        size="75%"
        // Locking the page's scroll would write a <style> element; the sheet covers what could scroll.
        lockScroll={false}
        transitionProps={{ duration: 120 }}
      >
        <Drawer.Overlay />
        <Drawer.Content>
          <Drawer.Body>
            {/* Drawer.Header would be a second banner on the page. */}
            <div className={styles.head}>
              <Drawer.Title className={styles.title}>{say('panel')}</Drawer.Title>
              <Drawer.CloseButton aria-label={say('panel.close')} />
            </div>
            <Views {...props} />
          </Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
    </>
  );
}

function Views({ incident, known }: Props) {
  const { say } = useWords();
  const { panel, field } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Tabs
      value={panel ?? 'who'}
      onChange={(view) => void navigate({ search: { panel: view as View }, replace: true })}
      keepMounted={false}
    >
      <Tabs.List aria-label={say('panel')} className={styles.tabs}>
        {VIEWS.map((view) => (
          <Tabs.Tab key={view} value={view}>
            {say(TITLES[view])}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="who" className={styles.view}>
        <WhoSaysSo incident={incident} known={known} field={field} />
      </Tabs.Panel>
      <Tabs.Panel value="history" className={styles.view}>
        <History incident={incident} />
      </Tabs.Panel>
      <Tabs.Panel value="proof" className={styles.view}>
        <Proof incident={incident} />
      </Tabs.Panel>
    </Tabs>
  );
}
