import { mappingProblems, type TableMapping } from '@cairn/model';
import { Type } from '@fastify/type-provider-typebox';
import { compartmentFor, recordActivity, whoAmI } from '../../access/index.ts';
import type { Instance } from '../../database/index.ts';
import { readUpload } from '../../evidence/index.ts';
import { type App, sessionOfRequest } from '../../http/app.ts';
import { RecordSchema } from '../../record/schemas.ts';
import { Forbidden, Invalid, type Session } from '../../record/types.ts';
import { uploadPath } from '../../store/index.ts';
import { enginePort } from '../engine-port.ts';
import { FORMATS } from '../formats.ts';
import { importFile, type Progress } from '../import.ts';
import { importTable } from '../table/index.ts';
import { bringBack, decideConflicts } from '../workbook/index.ts';
import { type Job, Jobs } from './jobs.ts';
import { previewFile, tryMapping } from './preview.ts';

const UUID = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';
const closed = { additionalProperties: false };
const tags = ['imports'];

const Upload = Type.String({ pattern: UUID, description: 'An upload of the caller that is whole' });
const Name = Type.String({ minLength: 1, maxLength: 500, description: 'Name of the file' });
const Compartment = Type.String({ minLength: 1, maxLength: 200, description: 'Name, code or id' });
const Reason = Type.String({ minLength: 1, maxLength: 2000 });
const Mapping = Type.Record(Type.String(), Type.Unknown(), { description: 'As docs/mapping.md says' });
const FileForm = Type.Object(
  {
    sheet: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Integer({ minimum: 1, maximum: 1000 })])),
    header: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    separator: Type.Optional(Type.Enum([',', ';', '\t', '|'])),
    encoding: Type.Optional(Type.String({ maxLength: 40, pattern: '^[A-Za-z0-9_:-]+$' })),
  },
  closed,
);

const JobSchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  compartment: Type.String(),
  dryRun: Type.Boolean(),
  began: Type.String(),
  phase: Type.Enum(['survey', 'import', 'done', 'failed']),
  rows: Type.Integer(),
  total: Type.Union([Type.Integer(), Type.Null()]),
  report: Type.Unknown(),
  failure: Type.Union([Type.String(), Type.Null()]),
});

/** A page shows flags by column; a file of which every row is wrong has more of them than anybody reads. */
const MOST_FLAGS = 5_000;

/** Imports: a look at a file, an attempt with a mapping, the import itself as a job, and workbooks that come back. */
export function importRoutes(app: App, instance: Instance): void {
  const jobs = new Jobs();
  lookingRoutes(app, instance);
  jobRoutes(app, instance, jobs);
  workbookRoutes(app, instance, jobs);
}

function lookingRoutes(app: App, instance: Instance): void {
  const config = { access: 'account' } as const;
  app.post(
    '/api/v1/imports/preview',
    {
      config,
      schema: {
        summary: 'Columns and first rows of an uploaded table, with guesses',
        tags,
        body: Type.Object({ upload: Upload, name: Name, file: Type.Optional(FileForm) }, closed),
        response: { 200: Type.Unknown() },
      },
    },
    async (request) => {
      const { upload, name, file = {} } = request.body;
      const { path } = await uploaded(instance, sessionOfRequest(request), upload);
      return previewFile(path, name, file);
    },
  );
  app.post(
    '/api/v1/imports/try',
    {
      config,
      schema: {
        summary: 'The first rows of an uploaded table as a mapping reads them; nothing is written',
        tags,
        body: Type.Object({ upload: Upload, mapping: Mapping }, closed),
        response: { 200: Type.Object({ rows: Type.Array(Type.Unknown()) }) },
      },
    },
    async (request) => {
      const { path } = await uploaded(instance, sessionOfRequest(request), request.body.upload);
      return { rows: await tryMapping({}, mappingOf(request.body.mapping), path) };
    },
  );
}

function jobRoutes(app: App, instance: Instance, jobs: Jobs): void {
  const config = { access: 'account' } as const;
  app.get(
    '/api/v1/imports',
    {
      config,
      schema: {
        summary: "The caller's imports of the last hour, newest first, and the formats that are known",
        tags,
        response: { 200: Type.Object({ jobs: Type.Array(JobSchema), formats: Type.Array(Type.Unknown()) }) },
      },
    },
    async (request) => ({
      jobs: jobs.of(sessionOfRequest(request), await placesOf(instance, sessionOfRequest(request))).map(shown),
      formats: FORMATS.map(({ name, title, publisher, terms }) => ({ name, title, publisher, terms })),
    }),
  );
  app.get(
    '/api/v1/imports/:id',
    {
      config,
      schema: {
        summary: 'How an import stands, and its report when it is over',
        tags,
        params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) }, closed),
        response: { 200: JobSchema },
      },
    },
    async (request) => {
      const session = sessionOfRequest(request);
      return shown(jobs.read(session, request.params.id, await placesOf(instance, session)));
    },
  );
  app.post(
    '/api/v1/imports',
    {
      config,
      schema: {
        summary: 'Begin an import: a fixed format, or a table with its mapping',
        tags,
        body: Type.Object(
          {
            upload: Upload,
            name: Name,
            compartment: Compartment,
            dryRun: Type.Boolean(),
            format: Type.Optional(Type.Enum(FORMATS.map(({ name }) => name))),
            mapping: Type.Optional(Mapping),
          },
          closed,
        ),
        response: { 202: JobSchema },
      },
    },
    async (request, reply) => {
      const session = sessionOfRequest(request);
      const { upload, name, dryRun, format, mapping } = request.body;
      if ((format === undefined) === (mapping === undefined))
        throw invalid('/format', 'Give either a format or a mapping.');
      const compartment = await compartmentFor(instance, session, request.body.compartment);
      const { path } = await uploaded(instance, session, upload, compartment);
      const checked = mapping === undefined ? null : mappingOf(mapping);
      if (checked?.actors !== undefined && checked.actors.length > 0)
        await requireClearance(instance, session, compartment);
      const job = jobs.begin(session, { name, compartment, dryRun }, async (told) => {
        const port = await enginePort(instance, session, compartment);
        const onProgress = (step: Progress) => told(step);
        let batch: string | null = null;
        const onBatch = (id: string) => {
          batch = id;
        };
        const report =
          checked === null
            ? await importFile(port, { format: format ?? '', path, name, dryRun, onProgress, onBatch })
            : await importTable(port, checked, { path, name, dryRun, onProgress, onBatch });
        if (!dryRun) await enter(instance, session, compartment);
        return {
          ...report,
          flags: report.flags.slice(0, MOST_FLAGS),
          flagsLeft: Math.max(0, report.flags.length - MOST_FLAGS),
          batch,
        };
      });
      return reply.code(202).send(shown(job));
    },
  );
}

function workbookRoutes(app: App, instance: Instance, jobs: Jobs): void {
  const config = { access: 'account' } as const;
  app.post(
    '/api/v1/imports/workbook',
    {
      config,
      schema: {
        summary: 'Bring an edited workbook of Cairn back: revisions for changed cells, a list of conflicts',
        tags,
        body: Type.Object(
          { upload: Upload, name: Name, compartment: Compartment, reason: Reason, dryRun: Type.Boolean() },
          closed,
        ),
        response: { 202: JobSchema },
      },
    },
    async (request, reply) => {
      const session = sessionOfRequest(request);
      const { upload, name, reason, dryRun } = request.body;
      const compartment = await compartmentFor(instance, session, request.body.compartment);
      const { path } = await uploaded(instance, session, upload, compartment);
      const job = jobs.begin(session, { name, compartment, dryRun }, async (told) => {
        const onProgress = (rows: number, total: number) => told({ phase: 'import', rows, total });
        const report = await bringBack(instance, session, { path, name, compartment, reason, dryRun, onProgress });
        if (!dryRun) await enter(instance, session, compartment);
        return report;
      });
      return reply.code(202).send(shown(job));
    },
  );
  app.post(
    '/api/v1/imports/conflicts',
    {
      config,
      schema: {
        summary: 'Decide conflicts that a workbook left: take its value, or keep what the record says',
        tags,
        body: Type.Object(
          {
            batch: Type.String({ pattern: UUID }),
            revision: Type.Integer({ minimum: 1 }),
            decisions: Type.Array(Type.Object({ index: Type.Integer({ minimum: 0 }), take: Type.Boolean() }, closed), {
              minItems: 1,
              maxItems: 500,
            }),
            reason: Reason,
          },
          closed,
        ),
        response: { 200: RecordSchema },
      },
    },
    async (request) => {
      const { batch, revision, decisions, reason } = request.body;
      return decideConflicts(instance, sessionOfRequest(request), {
        ...{ batch: batch.toLowerCase(), revision, decisions, reason },
      });
    },
  );
}

async function placesOf(instance: Instance, session: Session): Promise<ReadonlySet<string>> {
  return new Set((await whoAmI(instance, session)).compartments.map(({ id }) => id));
}

/** @throws NotFound, and Invalid where the upload is not whole or lies in another compartment */
async function uploaded(
  instance: Instance,
  session: Session,
  upload: string,
  compartment?: string,
): Promise<{ path: string }> {
  const found = await readUpload(instance, session, upload.toLowerCase());
  if (found.received < found.bytes || found.bytes === 0 || found.item !== null)
    throw invalid('/upload', 'This upload is not whole, empty, or became an item already.');
  if (compartment !== undefined && found.compartment !== compartment)
    throw invalid('/upload', 'This upload was begun for another compartment.');
  return { path: await uploadPath(instance, found.id) };
}

/** The file of a table that names people is kept for those who may read cases: whoever imports it must be one of them. */
async function requireClearance(instance: Instance, session: Session, compartment: string): Promise<void> {
  const { compartments } = await whoAmI(instance, session);
  const clearance = compartments.find(({ id }) => id === compartment)?.clearance;
  if (clearance !== 'case-only' && clearance !== 'sealed')
    throw new Forbidden(
      'This mapping names persons, so that the file is kept for those who may read cases. You may not.',
    );
}

/** @throws Invalid with the places in the mapping */
function mappingOf(value: unknown): TableMapping {
  const problems = mappingProblems(value);
  if (problems.length > 0) throw new Invalid(problems.map((each) => ({ ...each, path: `/mapping${each.path}` })));
  return value as TableMapping;
}

function invalid(path: string, message: string): Invalid {
  return new Invalid([{ path, code: 'import', message }]);
}

function shown({ account: _, ...job }: Job): Omit<Job, 'account'> {
  return job;
}

function enter(instance: Instance, session: Session, compartment: string): Promise<void> {
  return recordActivity(instance, { account: session.account, what: 'import', compartment });
}
