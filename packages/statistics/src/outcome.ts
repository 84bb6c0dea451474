import type { Side } from './conditional.ts';

/** Everything that the sentence of a result depends on, and nothing else does. */
export type Outcome =
  | { readonly kind: 'counts-only' }
  | {
      readonly kind: 'tested';
      readonly design: 'odds' | 'rates';
      /** Whether the p of the planned side is at or below the level: α over the number of tests. */
      readonly found: boolean;
      /** Whether a plan was entered beforehand. */
      readonly planned: boolean;
      readonly side: Side;
      readonly alpha: number;
      readonly tests: number;
      /**
       * How far apart the two groups may have been otherwise with the finding still standing: Γ* for odds (of being hit), ρ for
       * rates (of becoming known). Null where nothing was found, or not even a little is allowed.
       */
      readonly upTo: number | null;
    };
