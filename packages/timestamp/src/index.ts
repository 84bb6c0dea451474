export type { Hash } from './algorithms.ts';
export { readPem, writePem } from './certificate.ts';
export { type Fault, TimestampError } from './errors.ts';
export { makeQuery, type Query, readQuery } from './query.ts';
export { readStamp, type Stamp, type StampInfo } from './stamp.ts';
export type { Moment } from './time.ts';
export { type Demands, type Verdict, verifyStamp } from './verify.ts';
