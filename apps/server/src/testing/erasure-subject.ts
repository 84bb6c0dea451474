import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ucdpCsv } from '../../../../bench/ucdp-rows.ts';
import { addCompartment, addUser, createToken, setMember, signInWithToken } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { enginePort, importFile } from '../exchange/index.ts';
import { commit, newId, type Session, sequence } from '../record/index.ts';
import { storeFile } from '../store/index.ts';
import { openFresh } from './fresh.ts';
import { TESTER } from './server.ts';

export type Person = 'lead' | 'second' | 'reviewer' | 'contributor' | 'reader' | 'low' | 'outsider';

/** An instance with people of every role, and a value planted wherever one can stand. */
export interface ErasureSubject {
  /** Replaced by tests that close and reopen it. */
  instance: Instance;
  readonly folder: string;
  readonly data: string;
  readonly compartment: string;
  readonly people: Readonly<Record<Person, Session>>;
  readonly tokens: Readonly<Record<Person, string>>;
  stop(): Promise<void>;
}

/** Role and clearance in Team; leads read identity fields as well. */
const MEMBERS: Readonly<Record<Exclude<Person, 'outsider'>, readonly [string, string]>> = {
  lead: ['lead', 'sealed'],
  second: ['lead', 'sealed'],
  reviewer: ['reviewer', 'sealed'],
  contributor: ['contributor', 'internal'],
  reader: ['reader', 'sealed'],
  low: ['reviewer', 'public'],
};

export async function startErasureSubject(): Promise<ErasureSubject> {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-erasure-'));
  const data = join(folder, 'data');
  const instance = await openFresh(data);
  const people = [...Object.keys(MEMBERS), 'outsider'] as Person[];
  for (const name of people) await addUser(instance, TESTER, { email: `${name}@example.org`, name });
  const made = await addCompartment(instance, TESTER, { name: 'Team', code: 'TEA', lead: 'lead@example.org' });
  await addCompartment(instance, TESTER, { name: 'Other', code: 'OTH', lead: 'outsider@example.org' });
  for (const [name, [role, clearance]] of Object.entries(MEMBERS))
    await setMember(instance, TESTER, { compartment: 'Team', user: `${name}@example.org`, role, clearance });
  const tokens: Partial<Record<Person, string>> = {};
  const sessions: Partial<Record<Person, Session>> = {};
  for (const name of people) {
    const { token } = await createToken(instance, TESTER, { user: `${name}@example.org` });
    tokens[name] = token;
    sessions[name] = (await signInWithToken(instance, token))?.session as Session;
  }
  await sequence(instance);
  const subject: ErasureSubject = {
    instance,
    folder,
    data,
    compartment: made.id,
    people: sessions as Record<Person, Session>,
    tokens: tokens as Record<Person, string>,
    stop: async () => {
      await subject.instance.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return subject;
}

/** What was planted, by what it is. */
export interface Planted {
  readonly titled: string;
  readonly edited: string;
  readonly statement: string;
  readonly actor: string;
  readonly item: string;
  readonly file: string;
}

/**
 * Plants a value in a title, a later edit, a statement, an identity field, a stored file, a reason, and an imported table
 * with its rows.
 */
export async function plant(
  { instance, folder, compartment, people: { lead } }: ErasureSubject,
  value: string,
): Promise<Planted> {
  const titled = {
    id: newId(),
    kind: 'incident' as const,
    compartment,
    base: 0,
    body: { title: `At ${value} market` },
  };
  const edited = { id: newId(), kind: 'incident' as const, compartment, base: 0, body: { title: 'Edited' } };
  const actor = {
    id: newId(),
    kind: 'actor' as const,
    compartment,
    base: 0,
    body: { actorType: 'person', identity: { names: [{ text: value }] }, notes: `knows ${value}` },
  };
  const path = join(folder, `${randomBytes(4).toString('hex')}.txt`);
  writeFileSync(path, `A letter of ${value}.\n`);
  const file = await storeFile(instance, compartment, path);
  const item = { id: newId(), kind: 'item' as const, compartment, base: 0, body: { itemKind: 'file', file } };
  const statement = {
    id: newId(),
    kind: 'statement' as const,
    compartment,
    base: 0,
    body: { summary: `It was ${value}.`, item: item.id, about: [{ record: titled.id }], reliability: 'B' },
  };
  await commit(instance, lead, [titled, edited, actor, item, statement], 'Planted');
  const summary = `Seen by ${value} alone`;
  await commit(instance, lead, [{ ...edited, base: 1, body: { ...edited.body, summary } }], `After ${value} called`);
  await commit(instance, lead, [{ ...edited, base: 2, body: { ...edited.body, summary: 'Seen' } }], 'Put right');
  rmSync(path);
  await importTable(instance, lead, compartment, folder, value);
  await sequence(instance);
  return {
    titled: titled.id,
    edited: edited.id,
    statement: statement.id,
    actor: actor.id,
    item: item.id,
    file: file.sha256,
  };
}

async function importTable(
  instance: Instance,
  session: Session,
  compartment: string,
  folder: string,
  value: string,
): Promise<void> {
  const table = join(folder, 'table.csv');
  writeFileSync(table, [...ucdpCsv(3)].join('').replaceAll(' town', ` ${value}`));
  await importFile(await enginePort(instance, session, compartment), { format: 'ucdp-ged', path: table });
  rmSync(table);
}

/** How often each trace of a value stands in the bytes of files: as itself, as a lexeme, within base64url. */
export function traces(folder: string, value: string): string[] {
  const patterns = patternsOf(value);
  const found: string[] = [];
  for (const name of (readdirSync(folder, { recursive: true }) as string[]).sort()) {
    const path = join(folder, name);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) continue;
    const bytes = readFileSync(path);
    for (const [what, pattern] of patterns) if (bytes.includes(pattern)) found.push(`${name}: ${what}`);
  }
  return found;
}

/** The value, its lower case, and what it is in base64url at each of the three alignments. */
export function patternsOf(value: string): [what: string, pattern: Buffer][] {
  const patterns: [string, Buffer][] = [
    ['plain', Buffer.from(value)],
    ['lexeme', Buffer.from(value.toLowerCase())],
    ['utf-16', Buffer.from(value, 'utf16le')],
  ];
  for (const offset of [0, 1, 2]) {
    const encoded = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]).toString('base64url');
    // The first and the last characters hold bits of the bytes around it as well.
    const whole = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + Buffer.byteLength(value)) * 8) / 6));
    patterns.push([`base64url ${offset}`, Buffer.from(whole)]);
  }
  return patterns;
}
