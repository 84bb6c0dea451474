/** Made-up bodies for tests of this package. Every text is a marker that can be found again. */
import fc from 'fast-check';
import type { Body, KindName } from './kind.ts';
import { SENSITIVITIES } from './sensitivity.ts';
import { PLACE_PRECISIONS } from './values/fuzzy-place.ts';
import { TIME_PRECISIONS } from './values/fuzzy-time.ts';
import { LINK_TYPES } from './vocabularies/link-types.ts';
import { codesOf } from './vocabularies/registry.ts';

export const recordId = fc.uuid({ version: 4 });

/** Ids of accounts, which are of no record. */
export const ACCOUNTS = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];

const marker = fc.stringMatching(/^[a-zа-яіїєґ]{8,14}$/);

/** What only a field of the class `identity` holds; no other text contains a hyphen after this word. */
export const SECRET = 'secret-';
const secret = marker.map((text) => `${SECRET}${text}`);

const sensitivity = fc.constantFrom(...SENSITIVITIES);
const coding = (scheme: string) =>
  fc.record({ scheme: fc.constant(scheme), code: fc.constantFrom(...codesOf(scheme)) });
const code = (scheme: string) => fc.constantFrom(...codesOf(scheme));
const list = <T>(each: fc.Arbitrary<T>) => fc.array(each, { minLength: 1, maxLength: 3 });

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const time = fc.record({ start: day, precision: fc.constantFrom(...TIME_PRECISIONS) });
const place = fc.record({
  point: fc.record({
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  }),
  shape: fc.record({
    type: fc.constant('LineString'),
    coordinates: fc.constantFrom([
      [37.25, 49.5],
      [37.5, 49.75],
    ]),
  }),
  name: fc.record({ en: marker, uk: marker }),
  precision: fc.constantFrom(...PLACE_PRECISIONS),
});
const harm = fc.record({
  outcome: code('outcome'),
  group: coding('victim-group'),
  count: fc.record({ best: fc.nat(900), unit: fc.constant('persons') }),
});
const basis = list(
  fc.oneof(fc.record({ statementId: recordId, pinpoint: marker }), fc.record({ itemId: recordId, method: marker })),
);
const decision = fc.record({ by: marker, reasons: marker });
const byTool = { tool: marker, toolVersion: marker };
const names = list(fc.record({ text: marker, lang: fc.constantFrom('en', 'uk') }));

const common = {
  sensitivity,
  external: fc.record({ dataset: marker, id: marker, occurrence: fc.nat(9), role: marker }),
  flags: list(fc.record({ row: fc.nat(), column: marker, value: marker, problem: marker })),
  notes: marker,
  tags: list(marker),
  custom: fc.dictionary(
    fc.stringMatching(/^[a-z][a-z0-9-]{1,9}$/),
    fc.oneof(marker, fc.boolean(), fc.nat(), list(marker)),
    {
      maxKeys: 3,
    },
  ),
  batch: recordId,
  assigned: list(fc.constantFrom(...ACCOUNTS)),
  due: day,
};

const assessed = {
  basis,
  level: fc.constantFrom(0, 1, 2),
  proposal: fc.record({ level: fc.constant(3), by: marker, reasons: marker }),
};

const shapes: Record<KindName, { required: string[]; fields: Record<string, fc.Arbitrary<unknown>> }> = {
  incident: {
    required: ['title'],
    fields: {
      title: marker,
      time,
      place,
      summary: marker,
      context: marker,
      moreTimes: list(time),
      morePlaces: list(place),
      status: code('incident-status'),
      review: fc.record({ readyBy: marker, reviewedBy: marker }),
      conclusions: list(fc.record({ field: marker, text: marker, by: marker, basis })),
      counts: list(harm),
      codes: list(coding('attack-context')),
    },
  },
  act: {
    required: ['incident', 'type', 'basis'],
    fields: {
      incident: recordId,
      type: coding('act-type'),
      method: coding('method'),
      object: coding('object'),
      omission: fc.boolean(),
      time,
      place,
      statedReason: marker,
      endStatus: code('end-status'),
      harm: list(harm),
      ...assessed,
    },
  },
  link: {
    required: ['from', 'to', 'type', 'basis'],
    fields: {
      from: recordId,
      to: recordId,
      type: fc.constantFrom(...LINK_TYPES),
      degree: coding('degree'),
      time,
      reasons: marker,
      withdrawn: decision,
      ...assessed,
    },
  },
  actor: {
    required: ['actorType'],
    fields: {
      actorType: code('actor-type'),
      names,
      namesPublic: fc.record({ source: recordId }),
      identity: fc.record({
        names: list(fc.record({ text: secret })),
        contacts: list(fc.record({ kind: secret, value: secret })),
        birth: fc.record({ date: secret, place: secret }),
        documents: list(fc.record({ kind: secret, number: secret, issuer: secret })),
      }),
      sourceCode: marker,
      codes: list(coding('method')),
      attributes: list(fc.record({ name: marker, value: marker, basis })),
    },
  },
  item: {
    required: ['itemKind'],
    fields: {
      itemKind: code('item-kind'),
      file: fc.record({ name: marker, sha256: fc.stringMatching(/^[0-9a-f]{64}$/), bytes: fc.nat() }),
      title: marker,
      url: secret,
      publicUrl: marker,
      captureClass: code('capture-class'),
      source: recordId,
      sourceCode: marker,
      licence: marker,
      conditions: marker,
      consent: fc.record({ status: code('consent-status'), scope: marker }),
      graphic: code('graphic'),
      storagePlace: marker,
      provenance: fc.record({ obtainedFrom: marker, parent: recordId }),
      collection: fc.record({ at: day, collector: marker, pageSource: recordId, pageCapture: recordId }),
      collectedUnder: fc.record({ ip: secret, account: secret }),
      custody: list(fc.record({ at: day, event: code('custody-event'), from: marker, to: marker, note: marker })),
      technical: fc.record({
        outcome: code('examination-outcome'),
        mediaType: marker,
        width: fc.integer({ min: 1, max: 9000 }),
        ...byTool,
        at: day,
      }),
      recorded: fc.record({ at: marker, camera: marker, latitude: fc.double({ min: -90, max: 90, noNaN: true }) }),
      embedded: fc.record({
        tags: list(fc.record({ name: secret, value: secret })),
        tool: secret,
        toolVersion: secret,
      }),
      derivative: fc.record({ of: recordId, role: code('derivative-role'), ...byTool }),
      triage: fc.record({ state: code('triage'), by: marker, at: day }),
    },
  },
  batch: {
    required: ['title', 'batchKind'],
    fields: {
      title: marker,
      batchKind: code('batch-kind'),
      personal: fc.constantFrom(...ACCOUNTS),
      origin: marker,
      report: fc.dictionary(marker, fc.nat(), { maxKeys: 3 }),
      conflicts: list(
        fc.record({
          record: recordId,
          field: marker,
          ours: marker,
          theirs: marker,
          why: marker,
          state: fc.constant('open'),
        }),
      ),
      closed: fc.record({ by: marker, at: day }),
    },
  },
  comment: {
    required: ['about', 'text'],
    fields: {
      about: recordId,
      field: marker,
      text: marker,
      mentions: list(fc.constantFrom(...ACCOUNTS)),
      answers: recordId,
      resolved: fc.record({ by: marker, at: day }),
    },
  },
  step: {
    required: ['about', 'technique', 'compared', 'outcome', 'confidence', 'by', 'at'],
    fields: {
      about: recordId,
      technique: code('step-technique'),
      question: marker,
      compared: marker,
      with: list(fc.record({ item: recordId, url: marker, what: marker })),
      outcome: code('step-outcome'),
      place,
      time,
      finding: marker,
      confidence: code('confidence'),
      by: marker,
      at: day,
    },
  },
  'second-coding': {
    required: ['about', 'coder', 'fields'],
    fields: {
      about: recordId,
      coder: marker,
      fields: fc.record({ type: coding('act-type'), method: coding('method'), object: coding('object') }),
      remarks: marker,
      resolution: decision,
    },
  },
  view: { required: ['title', 'query'], fields: { title: marker, query: marker, columns: list(marker) } },
  mapping: {
    required: ['title', 'mapping'],
    fields: { title: marker, mapping: fc.dictionary(marker, marker, { maxKeys: 2 }) },
  },
  'method-note': {
    required: ['title'],
    fields: {
      title: marker,
      scope: marker,
      definitions: marker,
      inclusion: marker,
      sources: marker,
      verification: marker,
      corrections: marker,
    },
  },
  statement: {
    required: [],
    fields: {
      source: recordId,
      sourceCode: marker,
      connection: code('source-connection'),
      text: marker,
      summary: marker,
      language: fc.constantFrom('en', 'uk'),
      item: recordId,
      pinpoint: marker,
      about: list(fc.record({ record: recordId, field: marker })),
      asserts: fc.dictionary(marker, marker, { maxKeys: 2 }),
      reliability: fc.constantFrom('A', 'F'),
      credibility: fc.constantFrom(1, 6),
      anonymous: fc.boolean(),
    },
  },
};

/** Bodies of a kind that `validate` accepts, with any of the optional fields. */
export function bodyOf(kind: KindName): fc.Arbitrary<Body> {
  const { required, fields } = shapes[kind];
  return fc.record({ ...fields, ...common }, { requiredKeys: required as never });
}

/** Every text inside a value. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
