import type { Given } from './form-kinds.ts';

/** What of an item people write. What programs read from its file stands beside it and is not edited. */
export const ITEM_FIELDS: Readonly<Record<string, Given>> = {
  title: { control: 'line' },
  itemKind: { control: 'choice', scheme: 'item-kind', required: true, defined: true },
  url: { control: 'line' },
  publicUrl: { control: 'line' },
  storagePlace: { control: 'line' },
  captureClass: { control: 'choice', scheme: 'capture-class', defined: true },
  source: { control: 'record', kind: 'actor' },
  sourceCode: { control: 'line' },
  provenance: {
    control: 'parts',
    parts: [
      { name: 'obtainedFrom', control: 'line' },
      { name: 'obtainedBy', control: 'line' },
      { name: 'obtainedAt', control: 'line' },
      { name: 'method', control: 'line' },
    ],
  },
  conditions: { control: 'long' },
  licence: { control: 'line' },
  consent: {
    control: 'parts',
    parts: [
      { name: 'status', control: 'choice', scheme: 'consent-status' },
      { name: 'at', control: 'line' },
      { name: 'scope', control: 'long' },
    ],
  },
  graphic: { control: 'choice', scheme: 'graphic', defined: true },
  collection: {
    control: 'parts',
    parts: [
      { name: 'at', control: 'line' },
      { name: 'clockOffsetSeconds', control: 'figure' },
      { name: 'collector', control: 'line' },
      { name: 'method', control: 'line' },
      { name: 'tool', control: 'line' },
      { name: 'toolVersion', control: 'line' },
      { name: 'purpose', control: 'line' },
      { name: 'legalBasis', control: 'line' },
      { name: 'pageSource', control: 'record', kind: 'item' },
      { name: 'pageCapture', control: 'record', kind: 'item' },
      { name: 'risk', control: 'long' },
      { name: 'context', control: 'long' },
    ],
  },
  collectedUnder: {
    control: 'parts',
    parts: [
      { name: 'ip', control: 'line' },
      { name: 'account', control: 'line' },
    ],
  },
  sensitivity: { control: 'choice', scheme: 'sensitivity' },
  notes: { control: 'long' },
};
