import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useWords } from '../words/words.ts';
import type { Step } from './questions.ts';
import type { Days } from './shapes.ts';
import { type Bar, within } from './time-steps.ts';
import styles from './timeline.module.css';

interface Props {
  bars: readonly Bar[];
  step: Step;
  chosen: Partial<Days> | null;
  /** Positions of the first and last bar, in whichever order. */
  onChoose: (one: number, other: number) => void;
}

const FORMATS: Record<Step, Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  month: { month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
};

const STEPS_OF: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -12,
  PageDown: 12,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/**
 * Bars of one step each, chosen by dragging or with the keyboard: arrows go, Shift and arrows widen, Enter takes. A listbox
 * of which one bar has the focus (ARIA 1.2, aria-activedescendant).
 */
export function TimelineBars({ bars, step, chosen, onChoose }: Props) {
  const { say, language } = useWords();
  const [at, setAt] = useState(bars.length - 1);
  const [from, setFrom] = useState<number | null>(null);
  const row = useRef<HTMLDivElement>(null);
  const most = Math.max(...bars.map(({ n }) => n));
  const format = new Intl.DateTimeFormat(language, { ...FORMATS[step], timeZone: 'UTC' });
  const name = (bar: Bar) => format.format(new Date(`${bar.start}T00:00:00Z`));
  const here = Math.min(at, bars.length - 1);
  const marked = (i: number) =>
    from !== null
      ? i >= Math.min(from, here) && i <= Math.max(from, here)
      : chosen !== null && within(bars[i] as Bar, chosen);

  const go = (event: KeyboardEvent) => {
    const by = STEPS_OF[event.key];
    if (by !== undefined) {
      event.preventDefault();
      if (event.shiftKey && from === null) setFrom(here);
      if (!event.shiftKey) setFrom(null);
      setAt(Math.max(0, Math.min(bars.length - 1, here + by)));
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onChoose(from ?? here, here);
      setFrom(null);
    } else if (event.key === 'Escape' && from !== null) {
      event.stopPropagation();
      setFrom(null);
    }
  };
  const spot = (event: PointerEvent) => {
    const { left, width } = row.current?.getBoundingClientRect() ?? { left: 0, width: 1 };
    return Math.max(0, Math.min(bars.length - 1, Math.floor(((event.clientX - left) / width) * bars.length)));
  };
  const drop = (event: PointerEvent) => {
    if (from === null) return;
    onChoose(from, spot(event));
    setFrom(null);
  };
  const labels = axisLabels(bars.length).map((i) => [i, name(bars[i] as Bar)] as const);
  return (
    <div className={styles.timeline}>
      <div
        ref={row}
        role="listbox"
        tabIndex={0}
        aria-multiselectable="true"
        aria-label={say('timeline.bars')}
        aria-activedescendant={`bar-${here}`}
        className={styles.bars}
        onKeyDown={go}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setAt(spot(event));
          setFrom(spot(event));
        }}
        onPointerMove={(event) => from !== null && event.buttons > 0 && setAt(spot(event))}
        onPointerUp={drop}
        onPointerCancel={() => setFrom(null)}
      >
        {bars.map((bar, i) => (
          <div
            key={bar.start}
            id={`bar-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={marked(i)}
            aria-label={say('timeline.bar', { when: name(bar), n: bar.n })}
            title={say('timeline.bar', { when: name(bar), n: bar.n })}
            className={styles.slot}
            data-here={i === here ? '' : undefined}
          >
            <span
              className={styles.fill}
              ref={(element) => {
                if (element) element.style.blockSize = bar.n === 0 ? '0' : `${Math.max(3, (bar.n / most) * 100)}%`;
              }}
            />
          </div>
        ))}
      </div>
      <div className={styles.axis} aria-hidden="true">
        {labels.map(([i, text]) => (
          <span key={i}>{text}</span>
        ))}
      </div>
      <output className={styles.told}>
        {from === null
          ? say('timeline.bar', { when: name(bars[here] as Bar), n: bars[here]?.n ?? 0 })
          : say('timeline.between', {
              from: name(bars[Math.min(from, here)] as Bar),
              to: name(bars[Math.max(from, here)] as Bar),
            })}
      </output>
    </div>
  );
}

/** First, middle and last. */
function axisLabels(count: number): number[] {
  return [...new Set([0, Math.floor((count - 1) / 2), count - 1])];
}
