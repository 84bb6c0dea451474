/** Three stones, the uppermost first; each a slightly uneven oval so that none looks machine-cut. */
export const STONES = [
  'M12.2 9.4c-1.6-.1-2.7-1.2-2.5-2.5.2-1.9 2.7-3.5 5.9-3.5 3.4 0 6.3 1.5 6.4 3.4.1 1.5-1.3 2.6-3.1 2.7-2.2.1-4.5 0-6.7-.1z',
  'M8.9 18.5c-2.3-.1-3.7-1.5-3.5-3.2.3-2.5 4.1-4.3 9.7-4.4 6-.1 11 1.5 11.2 4.3.1 2-1.9 3.4-4.6 3.5-4.2.1-8.5 0-12.8-.2z',
  'M6.3 28.5c-2.8-.1-4.6-1.9-4.4-4.1.4-2.9 5.5-4.3 13.3-4.4 8.3-.1 14.8 1.6 15 4.8.1 2.4-2.3 3.9-5.9 4-6 .1-12-.1-18-.3z',
];

/** The mark of Cairn. Decoration: the word beside it carries the meaning. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="currentColor" aria-hidden="true">
      {STONES.map((shape) => (
        <path key={shape} d={shape} />
      ))}
    </svg>
  );
}
