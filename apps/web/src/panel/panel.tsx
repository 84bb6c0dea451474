import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Drawer.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/ScrollArea.css';
import { Button, Drawer, Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode, useEffect } from 'react';
import { useWords } from '../words/words.ts';
import styles from './panel.module.css';

/** One of the questions that a panel answers. */
export interface PanelView<Name extends string> {
  name: Name;
  title: string;
  content: ReactNode;
}

interface Props<Name extends string> {
  views: readonly PanelView<Name>[];
  /** The view that was asked for; undefined shows the first, or none where there is no room beside the sheet. */
  view: Name | undefined;
  onView: (view: Name | undefined) => void;
}

/** What answers for the thing selected: beside the sheet on wide screens, a sheet from below on narrow ones. */
export function Panel<Name extends string>(props: Props<Name>) {
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

function FromBelow<Name extends string>(props: Props<Name>) {
  const { say } = useWords();
  const { views, view, onView } = props;
  const open = view !== undefined;
  // What the sheet covers half cannot be reached by accident, by finger, key or reader.
  useEffect(() => {
    const main = document.getElementById('main');
    main?.toggleAttribute('inert', open);
    return () => main?.removeAttribute('inert');
  }, [open]);
  return (
    <>
      <div className={styles.openers}>
        {views.map(({ name, title }) => (
          <Button key={name} size="sm" variant="default" onClick={() => onView(name)}>
            {title}
          </Button>
        ))}
      </div>
      <Drawer.Root
        opened={open}
        onClose={() => onView(undefined)}
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

function Views<Name extends string>({ views, view, onView }: Props<Name>) {
  const { say } = useWords();
  return (
    <Tabs value={view ?? views[0]?.name ?? null} onChange={(chosen) => onView(chosen as Name)} keepMounted={false}>
      <Tabs.List aria-label={say('panel')} className={styles.tabs}>
        {views.map(({ name, title }) => (
          <Tabs.Tab key={name} value={name}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {views.map(({ name, content }) => (
        <Tabs.Panel key={name} value={name} className={styles.view}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
