export { type Disclosure, disclosureDigest, readDisclosure } from './disclosure.ts';
export { RevisionError } from './error.ts';
export { entryOf, type Issue, type Issued, issue } from './issue.ts';
export { JsonError, parseStrictJson } from './json.ts';
export type { Jwk } from './jws.ts';
export { assertProfile, REVISION_TYPE, reservedName } from './profile.ts';
export { compactSdJwts, type KeyBinding, type SdJwtOptions, verifySdJwt } from './sdjwt.ts';
export { type Escaped, escapeUnstorable, unescapeUnstorable } from './unstorable.ts';
export { openRevision, type Presented, type Revision, verifyRevision } from './verify.ts';
