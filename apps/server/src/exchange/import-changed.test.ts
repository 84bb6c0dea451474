import { expect, test } from 'vitest';
import { awsd } from './awsd.ts';
import { importFile } from './import.ts';
import { awsdRow, csvOf, fileOf, ucdpRow } from './invented-files.ts';
import { MemoryPort } from './memory-port.ts';
import { problemCode } from './report.ts';
import { ucdpGed } from './ucdp-ged.ts';

async function load(port: MemoryPort, ...rows: Record<string, string>[]) {
  const path = await fileOf('events.csv', csvOf(ucdpGed, rows.map(ucdpRow)));
  return importFile(port, { format: 'ucdp-ged', path });
}

test('a row that changed at its source adds a statement and changes the fields that it gives', async () => {
  const port = new MemoryPort();
  await load(port, { id: '1' }, { id: '2' });
  const report = await load(port, { id: '1', best: '4', deaths_b: '3', where_description: '' }, { id: '2' });
  expect(report).toMatchObject({ read: 2, created: 0, updated: 1, unchanged: 1, rejected: 0, flags: [], records: 3 });
  const statements = port.all('statement').filter(({ external }) => external.id === '1');
  expect(statements).toHaveLength(2);
  const items = port.all('item');
  expect(statements.map(({ body }) => body.item)).toEqual(items.map(({ id }) => id));
  const incident = port.find('1', 'incident')!;
  expect(incident).toMatchObject({ revision: 2, body: { counts: [{ count: { best: 4 } }] } });
  expect(incident.body).not.toHaveProperty('summary');
  const act = port.find('1', 'act:1')!;
  expect(act.body.basis).toMatchObject(statements.map(({ id }) => ({ statementId: id })));
  expect(port.find('1', 'link:side_a')!.revision).toBe(1);
  expect(port.find('2', 'incident')!.revision).toBe(1);
});

test('a field that a person has edited is left alone and flagged', async () => {
  const port = new MemoryPort();
  await load(port, { id: '1' });
  const incident = port.find('1', 'incident')!;
  await port.edit(incident.id, { title: 'Our own title', notes: 'checked' });
  const report = await load(port, { id: '1', where_coordinates: 'Zopim town', best: '4' });
  expect(report.updated).toBe(1);
  expect(report.flags).toMatchObject([
    { row: 1, column: 'dyad_name, where_coordinates', value: 'Government of Belkaria - Tunro Front, Zopim town' },
  ]);
  expect(problemCode(report.flags[0]!)).toBe('field-edited-since');
  const { body, revision } = port.find('1', 'incident')!;
  expect(revision).toBe(3);
  expect(body).toMatchObject({
    title: 'Our own title',
    notes: 'checked',
    place: { name: { en: expect.stringContaining('Zopim') } },
    counts: [{ count: { best: 4 } }],
  });
});

test('an edited field that the source did not change is no matter, and stays edited through further changes', async () => {
  const port = new MemoryPort();
  await load(port, { id: '1' });
  await port.edit(port.find('1', 'incident')!.id, { title: 'Our own title' });
  expect((await load(port, { id: '1', best: '4' })).flags).toEqual([]);
  const report = await load(port, { id: '1', best: '4', where_coordinates: 'Zopim town' });
  expect(report.flags.map(problemCode)).toEqual(['field-edited-since']);
  expect(port.find('1', 'incident')!.body.title).toBe('Our own title');
});

test('a content that returns is one more statement, not a clash', async () => {
  const port = new MemoryPort();
  for (const best of ['3', '4', '3']) await load(port, { id: '1', best });
  expect(port.all('statement')).toHaveLength(3);
  expect(port.find('1', 'incident')).toMatchObject({ revision: 3, body: { counts: [{ count: { best: 3 } }] } });
  expect((await load(port, { id: '1', best: '3' })).unchanged).toBe(1);
});

test('another side moves the link to another actor', async () => {
  const port = new MemoryPort();
  await load(port, { id: '1' });
  await load(port, { id: '1', side_b: 'Zopim Front', side_b_new_id: '99' });
  const actor = port.find('actor:99', 'actor')!;
  expect(port.find('1', 'link:side_b')).toMatchObject({ revision: 2, body: { from: actor.id } });
});

test('an act that the changed row no longer gives stays, flagged; one that it newly gives is added', async () => {
  const port = new MemoryPort();
  const loadAid = async (cells: Record<string, string>) => {
    const path = await fileOf('aid.csv', csvOf(awsd, [awsdRow(cells)]));
    return importFile(port, { format: 'awsd', path });
  };
  await loadAid({});
  expect(await loadAid({ 'Nationals kidnapped': '1', 'Total kidnapped': '1' })).toMatchObject({
    updated: 1,
    flags: [],
  });
  const { flags } = await loadAid({});
  expect(flags).toMatchObject([{ row: 1, value: 'act:2' }]);
  expect(flags.map(problemCode)).toEqual(['no-longer-given']);
  expect(port.find('501', 'act:2')!.revision).toBe(1);
});

test('the type of an act to which two people gave a level is not changed under them', async () => {
  const port = new MemoryPort();
  await load(port, { id: '1' });
  const act = port.find('1', 'act:1')!;
  const raised = {
    ...act.body,
    level: 3,
    confirmation: { by: 'b', reasons: 'r' },
    proposal: { level: 3, by: 'a', reasons: 'r' },
  };
  port.records.set(act.id, { ...act, body: raised });
  const report = await load(port, { id: '1', type_of_violence: '3', side_b: 'Civilians' });
  expect(report.flags).toMatchObject([{ column: 'type_of_violence', value: '3' }]);
  expect(port.find('1', 'act:1')!.body.type).toMatchObject({ code: 'combat' });
});
