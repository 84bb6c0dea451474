/** A text in both languages. `{at}`, `{who}`, `{killed}`, `{injured}`, `{held}`, `{hour}` and `{road}` are filled in. */
export type Told = readonly [en: string, uk: string];

/** Who tells it: somebody who was there, who suffered it, a relative, a medic, an office that collects, a party to the conflict. */
export type Teller = 'witness' | 'victim' | 'relative' | 'medic' | 'office' | 'party';

export type Voice = readonly [en: string, uk: string, by: Teller];

/** One way in which things go in the invented conflict, from which incidents are drawn. */
export interface Plot {
  readonly key: string;
  /** How many incidents of this plot there are. */
  readonly times: number;
  /** Hours of the day between which it happens, both included. */
  readonly hours?: readonly [number, number];
  readonly act: string;
  readonly method?: readonly string[];
  readonly object?: readonly string[];
  readonly context?: string;
  /** Parties said to have done it; the more often one is named, the more often it is drawn. */
  readonly by: readonly string[];
  /** `residents`, `person`, a party's key, or nobody in particular. */
  readonly victims?: string;
  readonly victimGroup?: string;
  /** A house that the act was aimed at or happened in. */
  readonly facility?: string;
  readonly facilityLink?: 'targets' | 'held-at' | 'evacuated-via';
  readonly spots?: readonly string[];
  readonly harm?: Readonly<Record<string, readonly [number, number]>>;
  readonly sensitivity?: 'public' | 'partner' | 'case-only';
  readonly omission?: boolean;
  readonly endStatus?: string;
  readonly statedReason?: string;
  /** The n-th summary belongs to the n-th title; where there are fewer, they begin again. */
  readonly titles: readonly Told[];
  readonly summaries: readonly Told[];
  readonly voices: readonly Voice[];
  /** What the party that is accused says to it. */
  readonly answer?: Told;
  /** What speaks for the accused, from a source that is not of their side. */
  readonly clears?: Told;
  /** A second act of the same incident. */
  readonly also?: { readonly act: string; readonly method?: string; readonly object?: string };
}
