export { compareNow, startComparing } from './duplicates-loop.ts';
