import type { Caller, Matrix } from './matrix.ts';

const ABSENT = '00000000-0000-4000-8000-000000000000';

/**
 * Bodies that mean something to routes which read, count, decide or take out, by method and route: they name records of every
 * compartment and level in turn. What is not here gets garbage alone.
 *
 * @param turn goes round among callers and calls
 */
export function meaningfulBody(matrix: Matrix, caller: Caller, route: string, turn: number): unknown {
  const place = turn % 5 === 0 ? 'South' : (caller.place ?? 'NOR');
  const planted = (n: number, kind?: string) => {
    const of = matrix.planted.filter((each) => kind === undefined || each.kind === kind);
    return of[(turn + n) % of.length]?.id ?? ABSENT;
  };
  const [one, two, incident] = [planted(0), planted(7), planted(0, 'incident')];
  const sealed = matrix.planted.filter(({ level }) => level === 'sealed' || level === 'case-only').map(({ id }) => id);
  const [reason, title] = ['walked', 'Walked'];
  const wish = { query: `record=${incident}&record=${planted(3, 'incident')}`, purpose: 'own-work', recipient: 'x' };
  const upload = { upload: ABSENT, name: 'a.csv' };
  const label = { en: 'x', uk: 'x' };
  const bodies: Record<string, unknown> = {
    'POST /api/v1/records': { kind: 'comment', compartment: place, body: { about: one, text: 'x' }, reason },
    'PATCH /api/v1/records/:id': { revision: 99, body: { tags: ['walked'] }, reason },
    'POST /api/v1/exports/preview': { ...wish, format: 'csv' },
    'POST /api/v1/exports': { ...wish, format: turn % 2 === 0 ? 'geojson' : 'csv' },
    'POST /api/v1/figures/download': {
      ...{ query: `kind=incident&record=${incident}`, count: 'incidents', by: 'incident-status' },
      ...{ format: 'csv', purpose: 'own-work', recipient: 'x' },
    },
    'POST /api/v1/duplicates/check': {
      ...{ kind: 'incident', compartment: place, record: incident, body: { title: 'MARKER SEALED 7f3a' } },
      names: ['MARKER'],
    },
    'POST /api/v1/duplicates/decisions': { a: incident, b: turn % 2 ? ABSENT : one, as: 'different', reasons: 'x' },
    'POST /api/v1/duplicates/decisions/:id/withdraw': { reasons: 'x' },
    'POST /api/v1/library/bulk': { records: [one, two, ...sealed], change: { do: 'due', day: '2031-01-01' }, reason },
    'POST /api/v1/relations': { links: [{ from: one, to: two, type: 'part-of' }], reason },
    'POST /api/v1/batches': { compartment: place, title, batchKind: 'other', reason },
    'POST /api/v1/batches/links': { compartment: place, title, links: ['https://example.org/a'], reason },
    'POST /api/v1/batches/:id/take': { n: 3 },
    'POST /api/v1/batches/:id/release': { entries: sealed },
    'POST /api/v1/batches/:id/decide': {
      decisions: [one, ...sealed].map((entry) => ({ entry, revision: 7, as: 'attach', incident: two })),
    },
    'POST /api/v1/batches/:id/uncover': { reason },
    'POST /api/v1/batches/:id/telegram': {
      ...{ chat: { name: 'x', type: 'x', id: '1' }, files: [{ upload: ABSENT, path: 'a/b.jpg' }], reason },
      messages: [{ id: 1, type: 'message', date: '2031-01-01T00:00:00', text: 'x' }, 7],
    },
    'POST /api/v1/imports': { ...upload, compartment: place, dryRun: true, format: 'acled' },
    'POST /api/v1/imports/preview': upload,
    'POST /api/v1/imports/workbook': { ...upload, compartment: place, dryRun: true, reason },
    'POST /api/v1/imports/conflicts': {
      ...{ batch: planted(0, 'batch'), revision: 1, decisions: [{ index: 0, take: true }], reason },
    },
    'PUT /api/v1/fields': {
      ...{ compartment: place, reason },
      field: { key: 'walked', kind: 'incident', label, type: 'text', definition: label },
    },
    'PUT /api/v1/terms': {
      ...{ compartment: place, reason },
      term: { scheme: 'method', code: 'own-walked', label, definition: label },
    },
    'PUT /api/v1/departures/delay': { hours: 72 },
  };
  return bodies[route];
}
