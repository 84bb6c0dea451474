import type { ServerUnderTest } from './server.ts';

type Made = { id: string; revision: number; reference: string };
type Send = (method: string, path: string, body: unknown) => Promise<Made>;

function sender({ origin, token }: Pick<ServerUnderTest, 'origin' | 'token'>): Send {
  return async (method, path, body) => {
    const response = await fetch(`${origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Made;
  };
}

export const TITLE = 'Shelling of the clinic in Verlisk';
export const WORDS = 'I heard three impacts close together, then the eastern wing was gone.';
/** A compartment in which nothing is recorded. */
export const EMPTY = 'Lantern watch';
/** More than one page of the list holds. */
export const OTHERS = 62;

/** Adds one more record and waits until the log holds it. */
export async function growLog(server: ServerUnderTest): Promise<void> {
  const body = { actorType: 'group', names: [{ text: 'Brown column' }] };
  const given = { kind: 'actor', compartment: server.compartment.name, body, reason: 'The log grows' };
  const { id } = await sender(server)('POST', '/api/v1/records', given);
  const proof = `${server.origin}/api/v1/records/${id}/proof`;
  const response = await fetch(proof, { headers: { authorization: `Bearer ${server.token}` } });
  if (!response.ok) throw new Error(`The log did not take in the record: ${response.status}`);
}

/** An invented incident with everything around it, changed once, among many plain ones. Returns its id. */
export async function layRecords(server: ServerUnderTest): Promise<string> {
  const send = sender(server);
  const create = (kind: string, body: unknown) =>
    send('POST', '/api/v1/records', { kind, compartment: server.compartment.name, body, reason: 'Laid for a test' });

  for (let i = 0; i < OTHERS; i++) {
    await create('incident', { title: `Plain incident ${i}`, time: { start: '2031-03', precision: 'month' } });
  }
  const incident = await create('incident', {
    title: 'Shelling in Verlisk',
    summary: 'Three munitions struck the clinic.',
    time: { start: '2031-03-03', end: '2031-03-06', precision: 'few-days' },
    place: { name: { en: 'Verlisk', uk: 'Верліск' }, precision: 'adm2' },
    counts: [
      { outcome: 'killed', count: { low: 3, best: 4, high: 5, unit: 'persons' } },
      { outcome: 'injured', count: { low: 9, best: 5, unit: 'persons', anomalies: ['low>best'] } },
    ],
    flags: [{ row: 2, column: 'injured', value: '9;5', problem: 'The low figure is above the best one.' }],
  });
  await layAround(create, incident.id);
  await send('PATCH', `/api/v1/records/${incident.id}`, {
    revision: 1,
    body: { title: TITLE },
    reason: 'The place was confirmed.',
  });
  return incident.id;
}

async function layAround(create: (kind: string, body: unknown) => Promise<Made>, incident: string): Promise<void> {
  const item = await create('item', { itemKind: 'paper', title: 'Notebook of a nurse', storagePlace: 'Shelf 4' });
  const statement = await create('statement', {
    sourceCode: 'TEA-S-014',
    text: WORDS,
    language: 'en',
    item: item.id,
    pinpoint: 'page 3',
    reliability: 'B',
    credibility: 2,
    about: [{ record: incident, field: 'counts' }],
  });
  const act = await create('act', {
    incident,
    type: { scheme: 'act-type', code: 'attack-on-health-care' },
    basis: [{ statementId: statement.id }],
    level: 1,
  });
  const actor = await create('actor', { actorType: 'group', names: [{ text: 'Grey column' }] });
  const basis = [{ statementId: statement.id }];
  await create('link', { from: actor.id, to: act.id, type: 'perpetrator-of', basis, level: 1 });
}

/** A person whose name nobody but leads and those whom they name may read. */
export const PERSON = 'Orvela Tisk';

/** Adds a person with an identity, victim of an act of the incident. */
export async function layPerson(server: ServerUnderTest, incident: string): Promise<void> {
  const send = sender(server);
  const create = (kind: string, body: unknown) =>
    send('POST', '/api/v1/records', { kind, compartment: server.compartment.name, body, reason: 'Laid for a test' });
  const identity = {
    names: [{ text: PERSON, lang: 'en' }],
    contacts: [{ kind: 'telephone', value: '+999 55 0101' }],
    birth: { date: '1984-02', place: 'Verlisk' },
    documents: [{ kind: 'passport', number: 'XA 000123' }],
  };
  const person = await create('actor', { actorType: 'person', identity });
  const heard = await create('statement', { sourceCode: 'TEA-S-015', summary: 'A neighbour names a victim.' });
  const basis = [{ statementId: heard.id }];
  const act = await create('act', { incident, type: { scheme: 'act-type', code: 'killing' }, basis });
  await send('POST', '/api/v1/records', {
    kind: 'link',
    compartment: server.compartment.name,
    body: { from: person.id, to: act.id, type: 'victim-of', basis },
    reason: 'Laid for a test',
  });
}

/** Changes a record as somebody else does, from its newest revision. */
export async function changeElsewhere(
  { origin }: ServerUnderTest,
  token: string,
  id: string,
  body: Record<string, unknown>,
): Promise<void> {
  const response = await fetch(`${origin}/api/v1/records/${id}`, { headers: { authorization: `Bearer ${token}` } });
  const { revision } = (await response.json()) as { revision: number };
  await sender({ origin, token })('PATCH', `/api/v1/records/${id}`, { revision, body, reason: 'Changed elsewhere' });
}
