import { SENSITIVITIES } from '@cairn/model';
import type { WordId } from '../words/words.ts';
import { type Rights, ROLES } from './shapes.ts';

const readsIdentities = ({ role, identities }: Rights) => role === 'lead' || identities;

/** What follows for a person when rights go from `now` to `wished`, a sentence each; none when nothing changes. */
export function consequenceOf(now: Rights, wished: Rights): WordId[] {
  const said: WordId[] = [];
  const role = ROLES.indexOf(wished.role) - ROLES.indexOf(now.role);
  const clearance = SENSITIVITIES.indexOf(wished.clearance) - SENSITIVITIES.indexOf(now.clearance);
  if (role > 0) said.push(wished.role === 'lead' ? 'people.then.lead' : 'people.then.moreRole');
  if (role < 0) said.push(now.role === 'lead' ? 'people.then.noLead' : 'people.then.lessRole');
  if (clearance > 0) said.push('people.then.moreClearance');
  if (clearance < 0) said.push('people.then.lessClearance');
  if (readsIdentities(wished) && !readsIdentities(now)) said.push('people.then.identities');
  if (!readsIdentities(wished) && readsIdentities(now)) said.push('people.then.noIdentities');
  const less = role < 0 || clearance < 0 || (readsIdentities(now) && !readsIdentities(wished));
  return less ? [...said, 'people.then.known'] : said;
}
