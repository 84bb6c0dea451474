import { type Bar, ticksTo } from './bars.ts';
import styles from './chart.module.css';

interface Props {
  bars: readonly Bar[];
  /** What one bar is called, in the language of the page. */
  nameOf: (key: string | null) => string;
  numberOf: (n: number) => string;
  title: string;
  /** Each bar bears its name, as places do; otherwise names stand where there is room, as months do. */
  each?: boolean;
  id?: string;
}

const WIDTH = 720;
const HEIGHT = 320;
const LEFT = 72;
const BOTTOM = 84;
const TOP = 12;
const RIGHT = 8;

/**
 * Bars of counts from zero; ranges with a line from the lowest to the highest figure, an arrow where no record gives a
 * highest. Drawn without a library: those that draw write a style element, which the page's rules refuse. The table beside it
 * says the same in words, so the plot is one picture with one name.
 */
export function Chart({ bars, nameOf, numberOf, title, each = false, id }: Props) {
  const ticks = ticksTo(Math.max(0, ...bars.map(({ value, high }) => Math.max(value, high ?? 0))));
  const top = ticks.at(-1) ?? 1;
  const width = Math.max(WIDTH, LEFT + RIGHT + bars.length * 7);
  const step = Math.min(72, (width - LEFT - RIGHT) / Math.max(1, bars.length));
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const every = each ? 1 : Math.ceil(bars.length / Math.floor((width - LEFT) / 46));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide plot is scrolled by keyboard too
    <section className={styles.scroll} tabIndex={0} aria-label={title}>
      <svg
        id={id}
        className={styles.chart}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="img"
        aria-label={title}
        xmlns="http://www.w3.org/2000/svg"
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line className={styles.grid} x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} />
            <text className={styles.words} x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
              {numberOf(tick)}
            </text>
          </g>
        ))}
        {bars.map((bar, index) => {
          const x = LEFT + index * step;
          return (
            <g key={bar.key ?? ' '}>
              <title>{`${nameOf(bar.key)}: ${wordsOf(bar, numberOf)}`}</title>
              <OneBar bar={bar} x={x + step * 0.12} width={step * 0.76} y={y} />
              {index % every === 0 && (
                <text
                  className={styles.words}
                  textAnchor="end"
                  transform={`translate(${x + step / 2 + 4} ${HEIGHT - BOTTOM + 14}) rotate(-38)`}
                >
                  {shortened(nameOf(bar.key))}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </section>
  );
}

function OneBar({ bar, x, width, y }: { bar: Bar; x: number; width: number; y: (value: number) => number }) {
  const { value, low, high, open } = bar;
  const middle = x + width / 2;
  if (low === undefined || high === undefined)
    return <rect className={styles.bar} x={x} y={y(value)} width={width} height={y(0) - y(value)} />;
  return (
    <>
      <rect className={styles.soft} x={x} y={y(high)} width={width} height={Math.max(0, y(low) - y(high))} />
      <rect className={styles.bar} x={x} y={y(low)} width={width} height={y(0) - y(low)} />
      <line className={styles.range} x1={middle} x2={middle} y1={y(low)} y2={y(high)} />
      <line className={styles.range} x1={x} x2={x + width} y1={y(value)} y2={y(value)} />
      {open && <path className={styles.range} d={`M${middle - 3} ${y(high) - 1} l3 -5 l3 5`} />}
    </>
  );
}

function wordsOf({ value, low, high, open }: Bar, numberOf: (n: number) => string): string {
  if (low === undefined || high === undefined) return numberOf(value);
  return `${numberOf(low)}–${numberOf(high)}${open ? '+' : ''} (${numberOf(value)})`;
}

function shortened(name: string): string {
  return name.length <= 18 ? name : `${name.slice(0, 17)}…`;
}
