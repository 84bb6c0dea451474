import { KINDS } from '@cairn/model';
import swagger from '@fastify/swagger';
import type { App } from './app.ts';
import { ProblemSchema } from './problem.ts';
import { VERSION } from './version.ts';

type Json = Record<string, unknown>;

/** OpenAPI 3.1 at /api/openapi.json, made from the schemas that also validate. */
export function describeApi(app: App): void {
  app.register(swagger, {
    hideUntagged: false,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Cairn',
        version: VERSION,
        description:
          'The interface of a Cairn instance. Errors come as application/problem+json (RFC 9457). ' +
          'What the caller may not see is answered like what does not exist.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'Made by `cairn token create`.' },
          session: { type: 'apiKey', in: 'cookie', name: 'cairn_session' },
        },
      },
    },
  });
  app.after(() => {
    let text: string | undefined;
    app.get(
      '/api/openapi.json',
      { config: { access: 'public' }, schema: { summary: 'This description', tags: ['server'] } },
      async (_request, reply) => {
        text ??= JSON.stringify(completed(app.swagger() as unknown as Json, app));
        return reply.type('application/json').send(text);
      },
    );
  });
}

/** Adds what the framework's walk does not know: who may call, how errors look, and the body of each kind. */
function completed(document: Json, app: App): Json {
  const components = { ...(document.components as Json) };
  document.components = components;
  const bodies = Object.entries(KINDS).map(([name, kind]) => [bodyName(name), kind.schema] as const);
  components.schemas = { ...(components.schemas as Json), ...Object.fromEntries(bodies), Problem: ProblemSchema };
  for (const [url, item] of Object.entries(document.paths as Record<string, Record<string, Json>>)) {
    for (const [method, operation] of Object.entries(item)) {
      const access = accessOf(app, method, url);
      if (access === 'account') operation.security = [{ token: [] }, { session: [] }];
      const responses: Json = { ...(operation.responses as Json) };
      operation.responses = responses;
      responses.default = {
        description: 'An error',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      };
    }
  }
  nameWildcards(document.paths as Record<string, Record<string, Json>>);
  const create = (document.paths as Record<string, Record<string, Json>>)['/api/v1/records']?.post;
  const schema = bodySchemaOf(create);
  if (schema !== undefined) {
    schema.oneOf = Object.keys(KINDS).map((name) => ({
      properties: { kind: { const: name }, body: { $ref: `#/components/schemas/${bodyName(name)}` } },
    }));
  }
  return document;
}

/** A path's rest has no name in the router, and needs one here. */
function nameWildcards(paths: Record<string, Record<string, Json>>): void {
  for (const [url, item] of Object.entries(paths).filter(([each]) => each.includes('{*}'))) {
    delete paths[url];
    paths[url.replace('{*}', '{path}')] = item;
    const parameters = Object.values(item).flatMap((operation) => (operation.parameters ?? []) as Json[]);
    for (const parameter of parameters) if (parameter.name === '*') parameter.name = 'path';
  }
}

function bodyName(kind: string): string {
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}Body`;
}

function bodySchemaOf(operation: Json | undefined): Json | undefined {
  const content = (operation?.requestBody as Json | undefined)?.content as Record<string, Json> | undefined;
  return content?.['application/json']?.schema as Json | undefined;
}

function accessOf(app: App, method: string, url: string): string | undefined {
  const pattern = url.replaceAll(/\{([^}]+)\}/g, (_whole, name: string) => (name === '*' ? '*' : `:${name}`));
  return app.routeTable.entries.find((e) => e.method === method.toUpperCase() && e.url === pattern)?.access;
}
