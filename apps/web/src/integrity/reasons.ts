import type { Say, WordId } from '../words/words.ts';

/** What the server writes down of an outsider who failed, in the order in which it is looked through. */
const KNOWN: readonly (readonly [RegExp, WordId])[] = [
  [/^It cannot be reached(?: \((?<code>\w+)\))?\.$/, 'reason.unreachable'],
  [/^It did not answer in time\.$/, 'reason.late'],
  [/^It answers with a redirect \(HTTP (?<code>\d+)\)/, 'reason.redirect'],
  [/^Its answer is longer than (?<n>\d+) bytes\.$/, 'reason.tooLong'],
  [/^It answer(?:s with HTTP|ed with) status (?<code>\d+)\.$/, 'reason.status'],
  [/^The log has no checkpoint yet\.$/, 'reason.noCheckpoint'],
  [/^It does not know this log, or does not witness\./, 'reason.unknownLog'],
  [/^It knows this log by another key, or trusts it no more/, 'reason.otherKey'],
  [/^To it this log is not the one that it cosigned before/, 'reason.fork'],
  [/^It has seen another log of (?<n>\d+) entries/, 'reason.twoHistories'],
  [/^It has signed (?<n>\d+) entries of this log, which holds (?<size>\d+) only/, 'reason.rolledBack'],
  [/^It has signed (?<n>\d+) entries of this log already/, 'reason.ahead'],
  [/^It is asked too often\./, 'reason.tooOften'],
  [/^Its answer does not verify\.$/, 'reason.notVerified'],
  [/^It answers without a cosignature of the known key/, 'reason.notItsKey'],
  [/^It signs with its old key and has forgotten/, 'reason.forgot'],
  [/^It answers that it has signed another size, but does not tell which\.$/, 'reason.noSize'],
  [/^The stamp is of other data/, 'reason.otherData'],
  [/^The stamp answers another query/, 'reason.otherQuery'],
  [/^The stamp is made under policy/, 'reason.otherPolicy'],
  [/^No way leads from the certificate of /, 'reason.noChain'],
  [/^This log shows two histories, both signed with its key/, 'reason.partnerTwoHistories'],
];

/** Why an outsider failed, in the reader's language; what is not known here stands in the server's own words. */
export function reasonWords(message: string, say: Say): string {
  for (const [pattern, word] of KNOWN) {
    const found = pattern.exec(message);
    if (found) return say(word, { code: '', ...numbers(found.groups) });
  }
  return message;
}

function numbers(groups: Record<string, string | undefined> = {}): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, text]) => [name, name === 'code' ? (text ?? '') : Number(text)]),
  );
}
