import { recordActivity } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import type { App } from './app.ts';

/** Nothing is shown before it is written down who was shown it. Neither address nor search text is kept. */
export function enterActivity(app: App, instance: Instance): void {
  app.addHook('preSerialization', async (request, reply, payload) => {
    const what = request.routeOptions.config.activity;
    if (what === undefined || request.caller === null || reply.statusCode >= 400) return payload;
    const { account } = request.caller.session;
    const { id } = request.params as { id?: string };
    await recordActivity(instance, { account: account === '' ? null : account, what, record: id ?? null });
    return payload;
  });
}
