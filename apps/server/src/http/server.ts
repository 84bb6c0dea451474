import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import { rightsRoutes } from '../access/rights-routes.ts';
import { accessRoutes } from '../access/routes.ts';
import { anchorRoutes } from '../anchors/routes.ts';
import { witnessRoutes } from '../anchors/witness-routes.ts';
import type { Instance } from '../database/index.ts';
import { erasureRoutes } from '../erasure/routes.ts';
import { examineRoutes } from '../evidence/examine-routes.ts';
import { filesRoutes } from '../evidence/files-routes.ts';
import { intakeRoutes } from '../evidence/intake-routes.ts';
import { itemRoutes } from '../evidence/item-routes.ts';
import { stateRoutes } from '../evidence/state-routes.ts';
import { importRoutes } from '../exchange/imports/import-routes.ts';
import { figuresLeavingRoutes } from '../exchange/leaving/figures-routes.ts';
import { leavingRoutes } from '../exchange/leaving/leaving-routes.ts';
import { agreementRoutes } from '../monitoring/agreement-routes.ts';
import { bulkRoutes } from '../monitoring/bulk-routes.ts';
import { deskRoutes } from '../monitoring/desk-routes.ts';
import { duplicateRoutes } from '../monitoring/duplicates-routes.ts';
import { fieldRoutes } from '../monitoring/fields-routes.ts';
import { figureRoutes } from '../monitoring/figures-routes.ts';
import { gazetteerRoutes } from '../monitoring/gazetteer-routes.ts';
import { libraryRoutes } from '../monitoring/library-routes.ts';
import { mapRoutes } from '../monitoring/map-routes.ts';
import { relationRoutes } from '../monitoring/relations-routes.ts';
import { triageRoutes } from '../monitoring/triage-routes.ts';
import { liveRoutes } from '../record/live-routes.ts';
import { logRoutes } from '../record/log-routes.ts';
import { recordRoutes } from '../record/routes.ts';
import { enterActivity } from './activity.ts';
import { type App, CONNECTION_TIMEOUT } from './app.ts';
import { addGuard, answersFiles, demandDeclarations } from './guard.ts';
import { addSecurityHeaders, SECURITY_HEADERS } from './headers.ts';
import { healthRoutes } from './health.ts';
import { type Host, hostNamed, hostsOf } from './hosts.ts';
import { acceptStrictJson, BODY_LIMIT } from './json.ts';
import { describeApi } from './openapi.ts';
import { addPages } from './pages.ts';
import { problem, problemOf, sendBare, sendProblem } from './problem.ts';
import { RouteTable } from './route-table.ts';
import { HTTP_OPTIONS, hurryBodies } from './slow.ts';
import { answerUnreadable } from './unreadable.ts';

export interface ServerOptions {
  /** The port that the browser sees; unless told, the one that is listened on. */
  readonly port?: number;
  /** The address of a TLS proxy or onion service in front, for instance `https://cairn.example.org`. */
  readonly origin?: string;
  /** The second one, under which files are handed out; without it files of that address are handed out to be kept only. */
  readonly filesOrigin?: string;
  /** Folder of the built pages; none are served without it. */
  readonly pages?: string;
  /** A PMTiles file with more detail for the map. */
  readonly tiles?: string;
  /** Told of faults of ours, with the number that the caller was given. */
  readonly report?: (fault: unknown, id: string) => void;
}

/**
 * The HTTP server of an instance, not yet listening.
 *
 * @example
 * const server = buildServer(instance, { pages });
 * await server.listen({ host: '127.0.0.1', port: 8470 });
 */
export function buildServer(instance: Instance, options: ServerOptions = {}): FastifyInstance {
  const report = options.report ?? reportToStderr;
  const hosts = (): readonly Host[] => hostsOf(portOf(server, options), options);
  const server = Fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    connectionTimeout: CONNECTION_TIMEOUT,
    // A request without a host is refused by the guard, whose answers carry the security headers. How long a body may take
    // is held by a hook, since uploads may take long.
    http: HTTP_OPTIONS,
    clientErrorHandler: answerUnreadable,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: false } },
    frameworkErrors: (error, request, reply) => {
      // No hook has run yet when the address itself cannot be read.
      if (hostNamed(hosts, request.headers.host)?.files === true) sendBare(reply.headers(SECURITY_HEADERS), 404);
      else sendProblem(reply.headers(SECURITY_HEADERS), problemOf(error, report));
    },
  });
  const app = server as unknown as App;
  const routes = new RouteTable();
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setErrorHandler((error, request, reply) => {
    const document = problemOf(error, report);
    return answersFiles(request) ? sendBare(reply, document.status) : sendProblem(reply, document);
  });
  app.register(cookie);
  describeApi(app);
  app.after(() => {
    routes.watch(app);
    demandDeclarations(app);
    hurryBodies(app);
    addSecurityHeaders(app, hosts);
    addGuard(app, instance, hosts);
    acceptStrictJson(app);
    enterActivity(app, instance);
    app.setNotFoundHandler((request, reply) => {
      const allowed = routes.methodsOf(request.url);
      if (allowed.length === 0 || allowed.includes(request.method)) {
        return sendProblem(reply, problem(404, 'There is nothing at this address.'));
      }
      reply.header('allow', allowed.join(', '));
      return sendProblem(reply, problem(405, 'This address does not take that method.'));
    });
    healthRoutes(app);
    accessRoutes(app, instance);
    rightsRoutes(app, instance, options.origin);
    recordRoutes(app, instance);
    erasureRoutes(app, instance);
    liveRoutes(app, instance);
    gazetteerRoutes(app, instance);
    mapRoutes(app, options.tiles);
    libraryRoutes(app, instance);
    intakeRoutes(app, instance);
    itemRoutes(app, instance);
    examineRoutes(app, instance);
    filesRoutes(app, instance);
    stateRoutes(app, instance);
    triageRoutes(app, instance);
    deskRoutes(app, instance);
    bulkRoutes(app, instance);
    fieldRoutes(app, instance);
    figureRoutes(app, instance);
    figuresLeavingRoutes(app, instance);
    agreementRoutes(app, instance);
    duplicateRoutes(app, instance);
    relationRoutes(app, instance);
    logRoutes(app, instance);
    leavingRoutes(app, instance);
    witnessRoutes(app, instance);
    anchorRoutes(app, instance);
    importRoutes(app, instance);
    if (options.pages !== undefined && existsSync(options.pages)) addPages(app, options.pages);
  });
  return server;
}

function portOf(server: FastifyInstance, options: ServerOptions): number {
  return options.port ?? (server.server.address() as AddressInfo | null)?.port ?? 80;
}

function reportToStderr(fault: unknown, id: string): void {
  const text = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
  process.stderr.write(`Fault ${id}: ${text}\n`);
}
