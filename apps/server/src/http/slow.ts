import type { App } from './app.ts';
import { answerUnreadable } from './unreadable.ts';

/** How both servers of a process read requests: heads within a minute, bodies as `hurryBodies` says. */
export const HTTP_OPTIONS = { requireHostHeader: false, requestTimeout: 0, headersTimeout: 60_000 } as const;

/** How long the body of a request may take to come (milliseconds). Node's own limit knows no exception for single routes. */
const BODY_TIME = 60_000;

/** Ends requests whose bodies take too long, but on routes that say that theirs may. */
export function hurryBodies(app: App, time = BODY_TIME): void {
  app.addHook('onRequest', async ({ raw, routeOptions, headers }) => {
    const none = headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0';
    if (none || routeOptions.config.slow === true) return;
    const timer = setTimeout(() => {
      const late = Object.assign(new Error('The body did not come in time.'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
      if (!raw.complete) answerUnreadable(late, raw.socket);
    }, time).unref();
    const done = (): void => clearTimeout(timer);
    raw.once('end', done);
    raw.once('close', done);
  });
}
