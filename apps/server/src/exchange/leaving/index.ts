/** What leaves: exports of a query through one function, and the register of what left. */
export { readDelay, setDelay } from './delay.ts';
export { exportQuery, type Outgoing, type Preview, previewExport } from './export.ts';
export { type Departed, type Departing, Departure, enterRecords } from './register.ts';
export { EXPORT_FORMATS, type ExportFormat, type Wish } from './wish.ts';
