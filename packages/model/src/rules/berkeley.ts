import type { Item } from '../kinds/item.ts';

/** The parts of the Berkeley Protocol's cycle that the list follows. */
export const BERKELEY_GROUPS = ['source', 'collection', 'preservation', 'protection'] as const;
export type BerkeleyGroup = (typeof BERKELEY_GROUPS)[number];

/** What of a point is known. A point that does not concern an item is said to, not left out. */
export type PointState = 'present' | 'missing' | 'not-applicable';

export interface ChecklistPoint {
  readonly point: BerkeleyPoint;
  readonly group: BerkeleyGroup;
  readonly state: PointState;
  /** The field of the item that answers it. */
  readonly field: keyof Item;
}

/** What the list knows of an item beside its own fields. */
export interface ItemSurroundings {
  /** Whether the bytes of its file were found unaltered when they were last read; null where they never were. */
  readonly fileSound: boolean | null;
}

type Answer = boolean | 'not-applicable';
interface Definition {
  readonly group: BerkeleyGroup;
  readonly field: keyof Item;
  answer(item: Partial<Item>, around: ItemSurroundings): Answer;
}

const isOnline = ({ itemKind, url, publicUrl, captureClass }: Partial<Item>): boolean =>
  itemKind === 'link' ||
  itemKind === 'capture' ||
  url !== undefined ||
  publicUrl !== undefined ||
  ['web-archive', 'platform-copy', 'screenshot'].includes(captureClass ?? '');

const isThing = ({ itemKind }: Partial<Item>): boolean => itemKind === 'paper' || itemKind === 'object';
const online = (item: Partial<Item>, known: boolean): Answer => (isOnline(item) ? known : 'not-applicable');
const said = (value: string | undefined): boolean => value !== undefined && value.trim() !== '';

/** Points in the order in which they are shown. */
const POINTS = {
  'source-named': {
    group: 'source',
    field: 'sourceCode',
    answer: ({ source, sourceCode, provenance }) =>
      source !== undefined || said(sourceCode) || said(provenance?.obtainedFrom),
  },
  'consent-recorded': {
    group: 'source',
    field: 'consent',
    answer: ({ consent }) => consent !== undefined && consent.status !== 'not-asked',
  },
  'conditions-recorded': {
    group: 'source',
    field: 'conditions',
    answer: ({ conditions, licence }) => said(conditions) || said(licence),
  },
  'capture-class': {
    group: 'collection',
    field: 'captureClass',
    answer: ({ captureClass }) => captureClass !== undefined && captureClass !== 'unknown',
  },
  address: {
    group: 'collection',
    field: 'publicUrl',
    answer: (item) => online(item, said(item.url) || said(item.publicUrl)),
  },
  'page-source': {
    group: 'collection',
    field: 'collection',
    answer: (item) => online(item, item.collection?.pageSource !== undefined || item.captureClass === 'web-archive'),
  },
  'page-capture': {
    group: 'collection',
    field: 'collection',
    answer: (item) =>
      online(
        item,
        item.collection?.pageCapture !== undefined || ['web-archive', 'screenshot'].includes(item.captureClass ?? ''),
      ),
  },
  'collected-at': {
    group: 'collection',
    field: 'collection',
    answer: ({ collection, provenance }) => said(collection?.at) || said(provenance?.obtainedAt),
  },
  'clock-checked': {
    group: 'collection',
    field: 'collection',
    answer: (item) => online(item, item.collection?.clockOffsetSeconds !== undefined),
  },
  collector: {
    group: 'collection',
    field: 'collection',
    answer: ({ collection, provenance }) => said(collection?.collector) || said(provenance?.obtainedBy),
  },
  'collected-under': {
    group: 'collection',
    field: 'collectedUnder',
    answer: (item) => online(item, said(item.collectedUnder?.ip) || said(item.collectedUnder?.account)),
  },
  'tool-and-version': {
    group: 'collection',
    field: 'collection',
    answer: (item) => online(item, said(item.collection?.tool) && said(item.collection?.toolVersion)),
  },
  'method-and-purpose': {
    group: 'collection',
    field: 'collection',
    answer: ({ collection, provenance }) =>
      (said(collection?.method) || said(provenance?.method)) && said(collection?.purpose),
  },
  'legal-basis': {
    group: 'collection',
    field: 'collection',
    answer: ({ collection }) => said(collection?.legalBasis),
  },
  context: {
    group: 'collection',
    field: 'collection',
    answer: (item) => online(item, said(item.collection?.context)),
  },
  'digest-at-collection': {
    group: 'preservation',
    field: 'file',
    answer: (item) => (isThing(item) && item.file === undefined ? 'not-applicable' : item.file !== undefined),
  },
  'embedded-metadata': {
    group: 'preservation',
    field: 'technical',
    answer: ({ file, technical }) => (file === undefined ? 'not-applicable' : technical?.outcome === 'read'),
  },
  'storage-place': {
    group: 'preservation',
    field: 'storagePlace',
    answer: (item) => (isThing(item) ? said(item.storagePlace) : 'not-applicable'),
  },
  custody: {
    group: 'preservation',
    field: 'custody',
    answer: (item) => (isThing(item) ? (item.custody?.length ?? 0) > 0 : 'not-applicable'),
  },
  'fixity-checked': {
    group: 'preservation',
    field: 'file',
    answer: ({ file }, { fileSound }) => (file === undefined ? 'not-applicable' : fileSound === true),
  },
  'risk-flag': {
    group: 'protection',
    field: 'collection',
    answer: ({ collection }) => said(collection?.risk),
  },
  'graphic-judged': {
    group: 'protection',
    field: 'graphic',
    answer: ({ file, graphic }) => (file === undefined ? 'not-applicable' : graphic !== undefined),
  },
} as const satisfies Record<string, Definition>;

export type BerkeleyPoint = keyof typeof POINTS;
export const BERKELEY_POINTS = Object.keys(POINTS) as readonly BerkeleyPoint[];

/**
 * What of the Berkeley Protocol (OHCHR and UC Berkeley, HR/PUB/20/2, chapter VI: collection and preservation) is recorded of
 * an item, point by point. It says what is missing; what the item is worth it does not say.
 *
 * @param item as the reader sees it: what is hidden from them counts as missing, so show it to who reads all levels
 */
export function berkeleyChecklist(
  item: Partial<Item>,
  around: ItemSurroundings = { fileSound: null },
): ChecklistPoint[] {
  return BERKELEY_POINTS.map((point) => {
    const { group, field, answer }: Definition = POINTS[point];
    const known = answer(item, around);
    return { point, group, field, state: known === 'not-applicable' ? known : known ? 'present' : 'missing' };
  });
}
