import { ACTS_AGAINST_PERSONS } from './acts-against-persons.ts';
import { ACTS_AGAINST_SOCIETY } from './acts-against-society.ts';
import { vocabulary } from './vocabulary.ts';

/** Kinds of conduct. What was done is coded here; with what and against which object have lists of their own. */
export const ACT_TYPES = vocabulary('act-type', `${ACTS_AGAINST_PERSONS}\n${ACTS_AGAINST_SOCIETY}`);
