import { boxState } from '../box/index.ts';
import type { Instance } from '../database/index.ts';
import { type Session, Unauthorized, withSession } from '../record/index.ts';
import { fixitySettingOf } from './fixity-setting.ts';
import { evidenceFacts, fixityProblems } from './state-store.ts';
import { toolsState } from './tools.ts';

/** How store, fixity, box and tools stand, as far as one session may know. */
export async function evidenceState(instance: Instance, session: Session) {
  const { facts, problems } = await withSession(instance, session, async (db) => ({
    facts: await evidenceFacts(db, session.secret),
    problems: await fixityProblems(db, session.secret),
  }));
  if (facts === null) throw new Unauthorized();
  const { last, oldest, running, store, moving } = facts;
  const named = problems.flatMap(({ item, reference, compartment, kind, at }) =>
    item === null || reference === null || compartment === null || kind === null || at === null
      ? []
      : [{ item, reference, compartment, kind, at: at.toISOString() }],
  );
  const box = await boxState();
  const { everyDays } = fixitySettingOf(facts.fixity);
  const iso = (text: string): string => new Date(text).toISOString();
  return {
    fixity: {
      everyDays,
      running,
      last: last && { ...last, at: iso(last.at) },
      oldestCheck: oldest && iso(oldest),
      problems: named,
      hidden: problems.length - named.length,
    },
    store: { kind: store ?? ('folder' as const), moving },
    box: { ...box, missing: [...box.missing] },
    tools: await toolsState(),
  };
}
