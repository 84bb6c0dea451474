import { lazy } from 'react';

export type { Area, Days, PlaceMapProps, QueryMapProps, TimelineProps } from './shapes.ts';

// Each draws what a page may do without: the words come first, the drawing's program when it is asked for. Stand them in a
// Suspense.
export const QueryMap = lazy(async () => ({ default: (await import('./query-map.tsx')).QueryMap }));
export const Timeline = lazy(async () => ({ default: (await import('./timeline.tsx')).Timeline }));
export const PlaceMap = lazy(async () => ({ default: (await import('./place-map.tsx')).PlaceMap }));
export const PlacePicker = lazy(async () => ({ default: (await import('./place-picker.tsx')).PlacePicker }));
