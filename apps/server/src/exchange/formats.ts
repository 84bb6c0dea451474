import { acled } from './acled.ts';
import { awsd } from './awsd.ts';
import { civilianHarm } from './civilian-harm.ts';
import type { Format } from './format.ts';
import { ucdpGed } from './ucdp-ged.ts';

/** Every import format, each in a file of its own. */
export const FORMATS: readonly Format[] = [ucdpGed, awsd, civilianHarm, acled];
