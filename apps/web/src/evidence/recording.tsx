import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Glyph } from '../look/glyph.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import { useLasting } from './links.ts';
import { NoPictures, NotFetched } from './no-pictures.tsx';
import styles from './stage.module.css';
import type { Showing } from './uses.ts';

interface Props {
  shown: Showing;
  name: string;
  grey: boolean;
  children: ReactNode;
}

/** A recording that never starts by itself and is silent until its sound is asked for. */
export function Recording({ shown, name, grey, children }: Props) {
  const { say } = useWords();
  const { link, broken, error, onError } = useLasting([shown.item], shown.item);
  const [sound, setSound] = useState(false);
  const player = useRef<HTMLVideoElement & HTMLAudioElement>(null);
  const at = useRef(0);
  useEffect(() => {
    if (player.current) player.current.muted = !sound;
  });
  if (error) return <NoPictures error={error} />;
  if (broken) return <NotFetched />;
  if (!link) return <Waiting />;
  if (link.disposition !== 'inline') return <NoPictures error={null} />;
  const given = {
    ref: player,
    src: link.url,
    controls: true,
    muted: !sound,
    preload: 'metadata',
    'aria-label': name,
    // An address that ran out is exchanged for another; the recording goes on where it was.
    onLoadedMetadata: () => {
      if (player.current && at.current > 0) player.current.currentTime = at.current;
    },
    onTimeUpdate: () => {
      at.current = player.current?.currentTime ?? 0;
    },
    onVolumeChange: () => setSound(player.current?.muted === false),
    onError: () => void onError(),
  } as const;
  return (
    <>
      <div className={styles.tools} role="toolbar" aria-label={say('evidence.tools')}>
        {children}
        <button type="button" className={styles.tool} aria-pressed={sound} onClick={() => setSound(!sound)}>
          <Glyph name={sound ? 'audio' : 'mute'} /> {say('evidence.sound')}
        </button>
      </div>
      {shown.sort === 'audio' ? (
        <audio className={styles.audio} {...given} />
      ) : (
        <div className={styles.window}>
          <video className={styles.picture} playsInline data-grey={grey} data-fits {...given} />
        </div>
      )}
    </>
  );
}
