import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { IncidentListPage } from '../incidents/page.tsx';
import { Waiting } from '../look/waiting.tsx';
import { Frame } from './frame.tsx';
import { Lost } from './lost.tsx';
import { VIEWS, type View } from './view.ts';

const root = createRootRoute({ component: Frame, notFoundComponent: Lost });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/incidents', replace: true });
  },
});

const incidents = createRoute({ getParentRoute: () => root, path: '/incidents', component: IncidentListPage });

const incident = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$id',
  validateSearch: (search: Record<string, unknown>): { panel?: View; field?: string } => ({
    ...(VIEWS.includes(search.panel as View) ? { panel: search.panel as View } : {}),
    ...(typeof search.field === 'string' ? { field: search.field } : {}),
  }),
  component: lazyRouteComponent(() => import('../incident/page.tsx'), 'IncidentPage'),
});

const integrity = createRoute({
  getParentRoute: () => root,
  path: '/integrity',
  component: lazyRouteComponent(() => import('../integrity/page.tsx'), 'IntegrityPage'),
});

const routes = root.addChildren([home, incidents, incident, integrity]);

export function makeRouter() {
  return createRouter({
    routeTree: routes,
    defaultPreload: false,
    scrollRestoration: false,
    defaultPendingComponent: Waiting,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
