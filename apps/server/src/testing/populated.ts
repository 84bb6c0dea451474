import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatCheckpoint, parseCheckpoint, signNote } from '@cairn/ledger';
import { recordActivity, sealActivity } from '../access/activity.ts';
import { type Account, addCompartment, addUser, type Compartment, createToken, setMember } from '../access/index.ts';
import { linkDeed } from '../access/link-deed.ts';
import { addAuthority, stampWith } from '../anchors/index.ts';
import type { Instance } from '../database/index.ts';
import { addCosignature, witnessRequest } from '../record/cosigning.ts';
import {
  type Change,
  commit,
  commitDeed,
  type Deed,
  newestCheckpoint,
  newId,
  openOperatorSession,
  type Session,
  sequence,
} from '../record/index.ts';
import { cosign } from '../record/witnessing.ts';
import { storeFile } from '../store/index.ts';
import { openFresh, scratchFolder } from './fresh.ts';
import { startAuthority } from './time-authority.ts';

export interface Populated {
  readonly folder: string;
  /** Replaced by tests that close and reopen it. */
  instance: Instance;
  readonly session: Session;
  readonly compartment: Compartment;
  readonly other: Compartment;
  stop(): Promise<void>;
}

/**
 * An instance with something in every committed and derived table: all kinds, updated records, more than one tile of
 * leaves, members, tokens, a partner's cosignature, one given to a partner, activity, an interval and a stored file.
 */
export async function populate(): Promise<Populated> {
  const folder = scratchFolder('cairn-full-');
  const instance = await openFresh(join(folder, 'data'));
  const by = 'operator:tester';
  await addUser(instance, by, {
    email: 'lead@example.org',
    name: 'Lead',
    admin: true,
    password: 'three stones on a hill',
  });
  await addUser(instance, by, { email: 'reader@example.org', name: 'Reader' });
  const compartment = await addCompartment(instance, by, { name: 'Team', lead: 'lead@example.org', code: 'TEA' });
  const other = await addCompartment(instance, by, { name: 'Other', lead: 'lead@example.org', code: 'OTH' });
  await setMember(instance, by, {
    compartment: 'Team',
    user: 'reader@example.org',
    role: 'reader',
    clearance: 'internal',
  });
  await createToken(instance, by, { user: 'reader@example.org' });
  await commitDeed(instance, { table: 'setting', row: { name: 'publish-log', value: false }, by, reason: 'As set up' });
  const away = await addUser(instance, by, { email: 'away@example.org', name: 'Away' });
  await doors(instance, compartment, away);
  await decided(instance, compartment);
  const session = await openOperatorSession(instance);
  await records(instance, session, compartment, folder);
  await recordActivity(instance, { account: null, what: 'view', compartment: compartment.id, record: newId() });
  await sealActivity(instance);
  await recordActivity(instance, { account: null, what: 'list', compartment: compartment.id });
  await recordActivity(instance, { account: null, what: 'search' });
  await sealActivity(instance, Date.now() + 15 * 60 * 1000);
  await recordActivity(instance, { account: null, what: 'proof' });
  await sequence(instance);
  await withPartner(instance, folder);
  await stamped(instance);
  await sequence(instance);
  const populated: Populated = {
    folder,
    instance,
    session,
    compartment,
    other,
    stop: async () => {
      await populated.instance.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return populated;
}

/** Somebody with every factor, a waiting link, a token with limits, a membership that rests, and a refused appointment. */
async function doors(instance: Instance, { id: compartment }: Compartment, { id: account, email }: Account) {
  const by = 'operator:tester';
  const deed = (table: Deed['table'], row: Deed['row']) => commitDeed(instance, { table, row, by, reason: 'test' });
  const key = { credential: 'Y3JlZGVudGlhbA', public_key: `\\x${'a5'.repeat(40)}`, host: 'localhost', label: 'Key' };
  await deed('passkey', { id: newId(), account, ...key, transports: ['usb', 'nfc'] });
  await deed('totp', { account, secret: 'JBSWY3DPEHPK3PXP' });
  await deed('recovery', { account, codes: ['0'.repeat(64), 'f'.repeat(64)] });
  await commitDeed(instance, linkDeed('invitation', account, by).deed);
  const rights = { role: 'contributor', clearance: 'case-only', identities: true };
  await deed('member', { compartment, account, ...rights, resting: 'travel' });
  const limits = {
    scopes: ['read', 'write'] as const,
    compartments: ['Team'],
    expires: new Date('2099-01-31T00:00:00Z'),
  };
  await createToken(instance, by, { user: email, label: 'laptop', ...limits });
  const decided = { proposed_by: account, approved_by: account, state: 'refused', at: '2031-03-01T10:00:00Z' };
  await deed('appointment', { id: newId(), compartment, account, ...decided });
}

/** A backup that was made, and an erasure that waits for its second person. */
async function decided(instance: Instance, { id: compartment }: Compartment): Promise<void> {
  const by = 'operator:tester';
  const at = '2031-03-01T10:00:00Z';
  const made = { id: newId(), at, name: 'monday.age', encrypted: true, expires: '2031-06-01T10:00:00Z' };
  await commitDeed(instance, { table: 'backup_made', row: made, by, reason: 'Backup' });
  const move = { id: newId(), began: at, ended: at, origin: 'folder', target: 's3', files: 3, bytes: 4096 };
  await commitDeed(instance, { table: 'store_move', row: move, by, reason: 'Moved' });
  const found = { problems: [{ item: newId(), kind: 'altered' }], again: [newId()] };
  const check = { id: newId(), at, kind: 'found', round: 2, files: 2, bytes: 4096, altered: 1, missing: 0, ...found };
  await commitDeed(instance, { table: 'fixity_check', row: check, by, reason: 'Read again' });
  const both = { en: 'Road', uk: 'Дорога' };
  const meaning = { label: both, definition: both, rule: both };
  const field = { key: 'road', kind: 'incident', type: 'choice', options: [{ code: 'open', label: both }] };
  await commitDeed(instance, {
    table: 'custom_field',
    row: { compartment, ...field, ...meaning },
    by,
    reason: 'Added',
  });
  const term = { scheme: 'method', code: 'own-slingshot', broader: 'unknown', ...meaning };
  await commitDeed(instance, { table: 'own_term', row: { compartment, ...term }, by, reason: 'Added' });
  const names = {
    format: 'csv',
    version: '2031',
    added: at,
    file: 'a'.repeat(64),
    places: 1,
    content: '\\x1f8b08006c6f',
  };
  await commitDeed(instance, { table: 'gazetteer', row: { name: 'Towns', ...names }, by, reason: 'Gazetteer added' });
  await departed(instance, compartment, at);
  const target = { record: newId(), number: 1, claim: 'body.title', level: 'internal', digest: 'x'.repeat(43) };
  const nobody = { decided_by: null, decided_at: null, assertions: null };
  const row = { id: newId(), compartment, requested_by: newId(), requested_at: at, reason: 'Asked to', ...nobody };
  const what = { targets: [target], heads: { [target.record]: 1 }, files: [], complete: true, state: 'requested' };
  await commitDeed(instance, { table: 'erasure', row: { ...row, ...what }, by, reason: 'Asked to' });
}

/** Something that left, and somebody who wrote elsewhere. */
async function departed(instance: Instance, compartment: string, at: string): Promise<void> {
  const by = 'operator:tester';
  const chosen = [{ field: 'incident.context', by: newId() }];
  const what = {
    purpose: 'partner',
    recipient: 'A partner',
    format: 'csv',
    query: 'tag=a',
    terms: 'Not to be passed on',
  };
  const how = { chosen, included: ['duplicate'], warnings: ['young'], levels: ['public'], records: { incident: 2 } };
  const ended = { state: 'left', bytes: 4096, digest: 'a'.repeat(64), ended: at };
  const row = { id: newId(), at, by, compartments: [compartment], ...what, ...how, ...ended };
  await commitDeed(instance, { table: 'departure', row, by, reason: 'An export' });
  const name = { compartment, account: newId(), name: 'Somebody elsewhere', origin: 'cairn.example/0000' };
  await commitDeed(instance, { table: 'carried_name', row: name, by, reason: 'Carried over' });
}

async function records(
  instance: Instance,
  session: Session,
  { id: compartment }: Compartment,
  folder: string,
): Promise<void> {
  const file = join(folder, 'source.csv');
  writeFileSync(file, 'id,title\n1,Shelling\n');
  const stored = await storeFile(instance, compartment, file);
  const change = (kind: Change['kind'], body: Change['body'], id = newId()): Change => ({
    id,
    kind,
    compartment,
    base: 0,
    body,
  });
  const time = { start: '2031-03-03', end: '2031-03-06', precision: 'few-days', tz: 'Europe/Kyiv' };
  const place = {
    point: { latitude: 11.5, longitude: -41.25 },
    radiusM: 4000,
    precision: 'near',
    name: { en: 'Lowmarket', uk: 'Нижній Торг' },
  };
  const counts = [{ outcome: 'killed', count: { low: 2, best: 3, high: 7, unit: 'persons' } }];
  const item = change('item', { itemKind: 'file', file: stored, title: 'Table of incidents' });
  const person = change('actor', {
    actorType: 'person',
    identity: { names: [{ text: 'Planted Identity' }] },
    sourceCode: 'TEA-S-001',
  });
  const group = change('actor', { actorType: 'armed-group', names: [{ text: 'Red Fold' }] });
  const incident = change('incident', {
    title: 'Shelling of a market',
    summary: 'Two shells',
    time,
    place,
    notes: 'case notes',
    external: { dataset: 'test', id: '1', occurrence: 1, role: 'incident' },
  });
  const statement = change('statement', {
    source: person.id,
    sourceCode: 'TEA-S-001',
    summary: 'Two shells fell.',
    item: item.id,
    pinpoint: 'row 1',
    about: [{ record: incident.id }],
    reliability: 'B',
    credibility: 2,
  });
  const basis = [
    { statementId: statement.id, recordedBy: session.author, recordedAt: '2031-03-07T10:00:00Z', method: 'interview' },
  ];
  const act = change('act', { incident: incident.id, type: { scheme: 'act-type', code: 'killing' }, basis, level: 1 });
  const link = change('link', { from: group.id, to: act.id, type: 'perpetrator-of', basis, level: 1 });
  const many = Array.from({ length: 300 }, (_, i) => change('incident', { title: `Incident ${i}`, time, place }));
  await commit(instance, session, [item, person, group, incident, statement, act, link, ...many], 'First entry');
  await commit(
    instance,
    session,
    [{ ...incident, base: 1, body: { ...incident.body, title: 'Shelling of the lower market' } }],
    'Better title',
  );
  // Some of what is counted is added up, and some waits.
  await instance.owner.query('select cairn.fold_counters()');
  await commit(
    instance,
    session,
    [change('incident', { title: 'Last one', time, place, counts, tags: ['late'] })],
    'One more',
  );
}

/** A request with another root for the same size, signed by the same log. */
function otherHistory(request: string, { keys }: Instance): string {
  const { origin, size } = parseCheckpoint(`${request.split('\n').slice(2, 5).join('\n')}\n`);
  return `old 0\n\n${signNote(formatCheckpoint({ origin, size, root: new Uint8Array(32) }), [keys.log])}`;
}

/** An authority on this machine stamps the newest checkpoint. */
async function stamped(instance: Instance): Promise<void> {
  const by = 'operator:tester';
  const { url, chain, stop } = await startAuthority();
  try {
    const named = await addAuthority(instance, by, { name: 'local', url, chain });
    const checkpoint = await newestCheckpoint(instance.sequencer);
    if (checkpoint === null) throw new Error('There is no checkpoint to be stamped.');
    const [outcome] = await stampWith(instance, by, { authorities: [named], checkpoint });
    if (outcome?.failing !== null) throw new Error(`No stamp: ${outcome?.failing}`);
  } finally {
    await stop();
  }
}

/** A partner cosigns this log's newest checkpoint, and this instance cosigns the partner's, which then shows another. */
async function withPartner(instance: Instance, folder: string): Promise<void> {
  const partner = await openFresh(join(folder, 'partner'));
  try {
    await sequence(partner);
    const cosigned = await cosign(partner, await witnessRequest(instance), 'operator:tester', instance.keys.logKey);
    await addCosignature(instance, cosigned, 'operator:tester', partner.keys.witnessKey);
    const asked = await witnessRequest(partner);
    await cosign(instance, asked, 'operator:tester', partner.keys.logKey);
    await cosign(instance, otherHistory(asked, partner), 'operator:tester').catch(() => undefined);
  } finally {
    await partner.close();
  }
}
