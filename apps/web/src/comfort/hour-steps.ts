import type { HourStep } from './hour-memory.ts';

/** Something that went through at the server, as the page sent it. */
export interface Sent {
  method: string;
  path: string;
  body: unknown;
}

/** Where the reader is. */
export interface Where {
  pathname: string;
  search: Readonly<Record<string, unknown>>;
}

const INCIDENT = /^\/incidents\/[0-9a-f-]{36}$/;
const DECISIONS: ReadonlySet<unknown> = new Set(['same-as', 'distinct-from']);

/** The steps of the first hour that are done by being somewhere. */
export function stepsOfPlace({ pathname, search }: Where): HourStep[] {
  if (pathname === '/figures') return ['figures'];
  if (!INCIDENT.test(pathname)) return [];
  return search.panel === 'who' && typeof search.field === 'string' ? ['incident', 'who'] : ['incident'];
}

/** The steps of the first hour that are done by what was sent. */
export function stepsOfSent({ method, path, body }: Sent): HourStep[] {
  if (/^\/api\/v1\/batches\/[^/]+\/decide$/.test(path)) return ['triage'];
  if (path === '/api/v1/exports') return ['export'];
  if (path === '/api/v1/duplicates/decisions' && method === 'POST') return ['duplicate'];
  if (path === '/api/v1/library/bulk') {
    const { change } = body as { change?: { status?: string } };
    return change?.status === 'review' ? ['review'] : [];
  }
  if (!/^\/api\/v1\/records(?:\/[^/]+)?$/.test(path)) return [];
  const { kind, body: fields = {} } = body as { kind?: string; body?: Record<string, unknown> };
  const given = (field: string) => fields[field] !== undefined && fields[field] !== null;
  return [
    ...(given('reliability') || given('credibility') ? (['grade'] as const) : []),
    ...(given('place') ? (['place'] as const) : []),
    ...(fields.status === 'review' ? (['review'] as const) : []),
    ...((kind === 'link' || kind === undefined) && DECISIONS.has(fields.type) ? (['duplicate'] as const) : []),
  ];
}
