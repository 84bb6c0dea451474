import type { Instance } from '../database/index.ts';
import type { App } from '../http/app.ts';
import { accountRoutes } from './account-routes.ts';
import { appointmentRoutes } from './appointment-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { tokenRoutes } from './token-routes.ts';

/**
 * People, accounts, appointments and tokens.
 *
 * @param origin the address of a proxy or onion service in front: links lead there, since people of other machines open them
 */
export function rightsRoutes(app: App, instance: Instance, origin?: string): void {
  const outside = origin === undefined ? null : new URL(origin).origin;
  peopleRoutes(app, instance, outside);
  accountRoutes(app, instance, outside);
  appointmentRoutes(app, instance);
  tokenRoutes(app, instance);
}
