import { type ReactNode, useState } from 'react';
import { Waiting } from '../look/waiting.tsx';
import { useWords } from '../words/words.ts';
import { useLasting } from './links.ts';
import { NoPictures, NotFetched } from './no-pictures.tsx';
import styles from './stage.module.css';
import type { Showing } from './uses.ts';

/** Steps of enlargement against the picture's own pixels; 0 fits it to the page. */
const STEPS = [0, 0.5, 1, 2, 4, 8] as const;

interface Props {
  shown: Showing;
  name: string;
  grey: boolean;
  /** Further tools beside those for enlarging. */
  children: ReactNode;
}

/** A picture that can be enlarged and moved about in; upright as the camera noted it. */
export function Picture({ shown, name, grey, children }: Props) {
  const { say } = useWords();
  const { link, broken, error, onError } = useLasting([shown.item], shown.item);
  const [step, setStep] = useState(0);
  const [own, setOwn] = useState<{ width: number; height: number } | null>(null);
  if (error) return <NoPictures error={error} />;
  if (broken) return <NotFetched />;
  if (!link) return <Waiting />;
  if (link.disposition !== 'inline') return <NoPictures error={null} />;
  const scale = STEPS[step] ?? 0;
  return (
    <>
      <div className={styles.tools} role="toolbar" aria-label={say('evidence.tools')}>
        {children}
        <span className={styles.zoom}>
          <button
            type="button"
            className={styles.tool}
            aria-label={say('evidence.smaller')}
            disabled={step === 0}
            onClick={() => setStep(step - 1)}
          >
            −
          </button>
          <output className={styles.scale}>
            {scale === 0 ? say('evidence.fits') : say('evidence.scale', { n: scale })}
          </output>
          <button
            type="button"
            className={styles.tool}
            aria-label={say('evidence.larger')}
            disabled={step === STEPS.length - 1}
            onClick={() => setStep(step + 1)}
          >
            +
          </button>
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys as well. */}
      <section className={styles.window} aria-label={name} tabIndex={0}>
        <img
          className={styles.picture}
          src={link.url}
          alt={name}
          draggable={false}
          referrerPolicy="no-referrer"
          data-grey={grey}
          data-fits={scale === 0}
          style={scale > 0 && own ? { inlineSize: own.width * scale, blockSize: own.height * scale } : {}}
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => setOwn({ width, height })}
          onError={() => void onError()}
        />
      </section>
    </>
  );
}
