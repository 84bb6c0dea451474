export type { Program, Way } from './launch.ts';
export { type Limits, SMALL } from './limits.ts';
export { systemProgram } from './means.ts';
export { type Job, type Outcome, runIn } from './run.ts';
export { openSniffer, type Sniffer } from './sniffer.ts';
export { type BoxState, boxState, leaks, runBoxed } from './state.ts';
