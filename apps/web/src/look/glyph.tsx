const SHAPES = {
  /** A stone on firm ground: reviewed, anchored, answered. */
  calm: 'M2.5 13.5h11M4.3 10.500c-1-.1-1.5-.8-1.3-1.800C3.5 6 5.5 4 8.2 4c2.8 0 4.7 2 5 4.5.1 1.2-.5 2-1.6 2-2.4.1-4.9.1-7.3 0z',
  /** A stone beside the line: waiting, unanchored. */
  notice: 'M8 3.200v5.600M8 12v.3M8 1.5 15 8l-7 6.500L1 8z',
  alarm: 'M8 2 15 14H1zM8 6.500v3.500M8 12v.2',
  desk: 'M2 3.500h3.300v9H2zM6.400 3.500h3.300v6H6.400zM10.700 3.500H14v4h-3.300z',
  triage: 'M2 2.500h5v5H2zM9 2.500h5v5H9zM2 9.500h5v4H2zM9.500 11.500l1.700 1.700 2.800-3.200',
  incidents: 'M2 4h12M2 8h12M2 12h8',
  integrity:
    'M1.5 14h13M4 11.500h8.500c.8-2-.5-3-2-3H6c-1.8 0-3 1.2-2 3zM5.5 6h5.200c.6-1.5-.3-2.5-1.5-2.500H7c-1.4 0-2.2 1-1.5 2.500z',
  person: 'M8 7.500a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.600zM2.5 14c.4-3 2.6-4.5 5.5-4.500s5.1 1.5 5.5 4.5',
  exit: 'M6.5 2H3v12h3.500M7 8h7M11 5l3 3-3 3',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.6 10.6 14.5 14.5',
  flag: 'M3.5 15V2M3.5 2.500h9L10.5 5.500l2 3h-9',
  /** Two stones, one over the other. */
  duplicates: 'M6 10H2.500V2.500H10V6M6 6h7.500v7.500H6z',
  close: 'M3 3l10 10M13 3 3 13',
  download: 'M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.500h11',
  file: 'M3.5 1.500h6l3 3v10h-9zM9.5 1.500v3h3',
  pencil: 'M2.5 13.500l.7-3.200L10.500 3l2.500 2.500-7.300 7.300zM9 4.500 11.500 7',
  lock: 'M4 7.5h8v6H4zM5.5 7.500V5a2.5 2.5 0 0 1 5 0v2.5',
  people:
    'M5.500 7.500a2.3 2.3 0 1 0 0-4.600 2.3 2.3 0 0 0 0 4.600zM1 13.500c.3-2.600 2-3.900 4.500-3.900s4.200 1.300 4.500 3.900M10.500 3.100a2.3 2.3 0 0 1 0 4.300M12 9.900c1.800.400 2.800 1.600 3 3.600',
  /** A stone that was, drawn as a gap: what is erased leaves its place. */
  erasure:
    'M1.500 13.500h13M4.300 10.500c-1-.1-1.500-.8-1.300-1.800C3.500 6 5.500 4 8.200 4M10.500 4.600c1.500.7 2.500 2.100 2.700 3.900M6.500 10.600h1.500M10.500 10.500h1.100',
  administration: 'M2 4.500h5M11 4.500h3M9 2.700v3.600M2 11.500h3M9 11.500h5M7 9.700v3.600',
  back: 'M9.5 3 4.5 8l5 5',
  evidence: 'M2 3.500h12v9H2zM2 10.500 5.500 7.500l2.500 2.200 2.500-3.200 3.500 4M5.200 5.600v.2',
  video: 'M2 3.500h12v9H2zM6.700 6v4l3.500-2z',
  audio:
    'M2.500 6.300v3.400H5L8.500 13V3L5 6.300zM11 5.500c1.300 1.300 1.300 3.700 0 5M13 3.700c2.300 2.300 2.300 6.300 0 8.600',
  mute: 'M2.500 6.300v3.400H5L8.500 13V3L5 6.300zM11 6.200l3.500 3.600M14.500 6.200 11 9.800',
  /** Said by a program, not by a person. */
  gear: 'M8 10.200a2.2 2.2 0 1 0 0-4.400 2.2 2.2 0 0 0 0 4.400zM8 1.500v2.200M8 12.300v2.200M1.500 8h2.200M12.300 8h2.200M3.400 3.400 5 5M11 11l1.600 1.600M12.600 3.400 11 5M5 11l-1.600 1.600',
  pause: 'M5 3v10M11 3v10',
  play: 'M4.500 2.500v11l9-5.500z',
  link: 'M6.800 9.200 9.800 6.200M7.500 4.500 9 3a2.8 2.8 0 0 1 4 4l-1.500 1.500M8.500 11.500 7 13a2.8 2.8 0 0 1-4-4l1.500-1.500',
  more: 'M3 8v.1M8 8v.1M13 8v.1',
  figures: 'M2.5 13.500h11M4.500 13.500v-4M8 13.500v-9M11.500 13.500v-6.500',
  /** An open book. */
  guide:
    'M8 4v9.500M8 4C6.500 2.800 4.500 2.500 2 2.500v9.500c2.500 0 4.500.300 6 1.500 1.500-1.200 3.500-1.500 6-1.500V2.500c-2.500 0-4.500.300-6 1.500z',
  object: 'M8 1.500 14 4.700v6.600L8 14.500 2 11.300V4.700zM2 4.700l6 3.200 6-3.200M8 7.900v6.600',
} as const;

export type GlyphName = keyof typeof SHAPES;

/** A line drawing of 16 px. Never alone: a word stands beside it or names its button. */
export function Glyph({ name, size = 16 }: { name: GlyphName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={SHAPES[name]} />
    </svg>
  );
}
