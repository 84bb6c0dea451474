import type { App } from './app.ts';
import { type FilesHost, type Hosts, hostNamed } from './hosts.ts';

const SOURCES = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  // The one policy lets through the address of the map's worker, and throws for any other (apps/web/src/map/worker.ts).
  'trusted-types default',
].join('; ');

/**
 * What a page may load, and from where. Pictures and recordings that people handed in come from the host for files; where
 * there is none they are handed out to be kept, and no page shows them.
 */
export function contentSecurityPolicy(files: FilesHost | null): string {
  const from = files?.apart === true ? ` ${files.origin}` : '';
  return [SOURCES, `img-src 'self' data:${from}`, ...(from === '' ? [] : [`media-src${from}`])].join('; ');
}

const PERMISSIONS_POLICY = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/** On every answer, errors included. `Cache-Control` is loosened only by hashed assets. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy(null),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': PERMISSIONS_POLICY,
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
};

/**
 * On every answer of the host for files, beside those above. What lies there was made by others: it runs nothing, loads
 * nothing, is framed by nothing and is kept by no browser; our pages alone know its addresses, and may show it.
 */
export const FILES_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'private, no-store',
};

export function addSecurityHeaders(app: App, hosts: Hosts): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    const host = hostNamed(hosts, request.headers.host);
    if (host !== null) reply.header('content-security-policy', contentSecurityPolicy(host.filesHost));
  });
}
