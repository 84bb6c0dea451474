import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { ADMINISTRATION_VIEWS, type AdministrationView } from '../administration/view.ts';
import { ITEM_VIEWS, type ItemView, MEDIA_SORTS, type MediaSort } from '../evidence/view.ts';
import { figuresSearch } from '../figures/search.ts';
import { type LibrarySearch, librarySearch } from '../library/search.ts';
import { Waiting } from '../look/waiting.tsx';
import { PEOPLE_VIEWS, type PeopleView } from '../people/view.ts';
import { Broken } from './broken.tsx';
import { Frame } from './frame.tsx';
import { Lost } from './lost.tsx';
import { parseSearch, stringifySearch } from './search.ts';
import { VIEWS, type View } from './view.ts';

const root = createRootRoute({ component: Frame, notFoundComponent: Lost });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/desk', replace: true });
  },
});

const desk = createRoute({
  getParentRoute: () => root,
  path: '/desk',
  component: lazyRouteComponent(() => import('../desk/page.tsx'), 'DeskPage'),
});

const importing = createRoute({
  getParentRoute: () => root,
  path: '/import',
  validateSearch: (search: Record<string, unknown>): { batch?: string } =>
    typeof search.batch === 'string' ? { batch: search.batch } : {},
  component: lazyRouteComponent(() => import('../importing/page.tsx'), 'ImportPage'),
});

const triage = createRoute({
  getParentRoute: () => root,
  path: '/triage',
  component: lazyRouteComponent(() => import('../triage/list-page.tsx'), 'TriagePage'),
});

const newBatch = createRoute({
  getParentRoute: () => root,
  path: '/triage/new',
  component: lazyRouteComponent(() => import('../triage/new-page.tsx'), 'NewBatchPage'),
});

const sheet = createRoute({
  getParentRoute: () => root,
  path: '/triage/$batch',
  component: lazyRouteComponent(() => import('../triage/sheet-page.tsx'), 'SheetPage'),
});

// The list that stood here before the library, in addresses that people kept.
const incidents = createRoute({
  getParentRoute: () => root,
  path: '/incidents',
  beforeLoad: () => {
    throw redirect({ to: '/library', replace: true });
  },
});

const library = createRoute({
  getParentRoute: () => root,
  path: '/library',
  validateSearch: (search: Record<string, unknown>): LibrarySearch => librarySearch(search),
  component: lazyRouteComponent(() => import('../library/page.tsx'), 'LibraryPage'),
});

const incident = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$id',
  validateSearch: (search: Record<string, unknown>): { panel?: View; field?: string; about?: string } => ({
    ...(VIEWS.includes(search.panel as View) ? { panel: search.panel as View } : {}),
    ...(typeof search.field === 'string' ? { field: search.field } : {}),
    ...(typeof search.about === 'string' ? { about: search.about } : {}),
  }),
  component: lazyRouteComponent(() => import('../incident/page.tsx'), 'IncidentPage'),
});

const relations = () => import('../relations/page.tsx');

const incidentRelations = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$id/relations',
  component: lazyRouteComponent(relations, 'IncidentRelationsPage'),
});

const actorRelations = createRoute({
  getParentRoute: () => root,
  path: '/actors/$id/relations',
  component: lazyRouteComponent(relations, 'ActorRelationsPage'),
});

const addRelations = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$id/relations/add',
  component: lazyRouteComponent(() => import('../relations/add-page.tsx'), 'AddRelationsPage'),
});

const duplicates = createRoute({
  getParentRoute: () => root,
  path: '/duplicates',
  validateSearch: (search: Record<string, unknown>): { batch?: string; record?: string; kind?: 'actor' } => ({
    ...(typeof search.batch === 'string' ? { batch: search.batch } : {}),
    ...(typeof search.record === 'string' ? { record: search.record } : {}),
    ...(search.kind === 'actor' ? { kind: 'actor' as const } : {}),
  }),
  component: lazyRouteComponent(() => import('../duplicates/page.tsx'), 'DuplicatesPage'),
});

const editing = () => import('../edit/pages.tsx');

const newIncident = createRoute({
  getParentRoute: () => root,
  path: '/incidents/new',
  component: lazyRouteComponent(editing, 'NewIncidentPage'),
});

const editIncident = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$id/edit',
  component: lazyRouteComponent(editing, 'EditIncidentPage'),
});

const newStatement = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$id/statements/new',
  validateSearch: (search: Record<string, unknown>): { about?: string; field?: string } => ({
    ...(typeof search.about === 'string' ? { about: search.about } : {}),
    ...(typeof search.field === 'string' ? { field: search.field } : {}),
  }),
  component: lazyRouteComponent(() => import('../edit/statement-page.tsx'), 'NewStatementPage'),
});

const newAct = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$id/acts/new',
  component: lazyRouteComponent(() => import('../edit/new-act-page.tsx'), 'NewActPage'),
});

const editAround = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$id/records/$record',
  component: lazyRouteComponent(editing, 'EditAroundPage'),
});

const evidence = createRoute({
  getParentRoute: () => root,
  path: '/evidence',
  validateSearch: (search: Record<string, unknown>): { sort?: MediaSort } =>
    MEDIA_SORTS.includes(search.sort as MediaSort) ? { sort: search.sort as MediaSort } : {},
  component: lazyRouteComponent(() => import('../evidence/list-page.tsx'), 'EvidencePage'),
});

const addFiles = () => import('../evidence/add-page.tsx');

const addEvidence = createRoute({
  getParentRoute: () => root,
  path: '/evidence/add',
  component: lazyRouteComponent(addFiles, 'AddFilesPage'),
});

const other = () => import('../evidence/other-page.tsx');

const addOther = createRoute({
  getParentRoute: () => root,
  path: '/evidence/other',
  component: lazyRouteComponent(other, 'AddOtherPage'),
});

const addOtherToIncident = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$id/evidence/other',
  component: lazyRouteComponent(other, 'AddOtherToIncidentPage'),
});

const incidentEvidence = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$id/evidence',
  component: lazyRouteComponent(() => import('../evidence/incident-page.tsx'), 'IncidentEvidencePage'),
});

const addToIncident = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$id/evidence/add',
  component: lazyRouteComponent(addFiles, 'AddFilesToIncidentPage'),
});

const item = createRoute({
  getParentRoute: () => root,
  path: '/items/$id',
  validateSearch: (search: Record<string, unknown>): { panel?: ItemView; attach?: string } => ({
    ...(ITEM_VIEWS.includes(search.panel as ItemView) ? { panel: search.panel as ItemView } : {}),
    ...(typeof search.attach === 'string' ? { attach: search.attach } : {}),
  }),
  component: lazyRouteComponent(() => import('../evidence/item-page.tsx'), 'ItemPage'),
});

const editItem = createRoute({
  getParentRoute: () => root,
  path: '/items/$id/edit',
  validateSearch: (search: Record<string, unknown>): { field?: string } =>
    typeof search.field === 'string' ? { field: search.field } : {},
  component: lazyRouteComponent(() => import('../evidence/edit-page.tsx'), 'EditItemPage'),
});

const integrity = createRoute({
  getParentRoute: () => root,
  path: '/integrity',
  component: lazyRouteComponent(() => import('../integrity/page.tsx'), 'IntegrityPage'),
});

const secondCoding = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$id/acts/$act/second',
  component: lazyRouteComponent(() => import('../verification/second-page.tsx'), 'SecondCodingPage'),
});

const agreement = createRoute({
  getParentRoute: () => root,
  path: '/agreement',
  component: lazyRouteComponent(() => import('../verification/agreement-page.tsx'), 'AgreementPage'),
});

const fields = createRoute({
  getParentRoute: () => root,
  path: '/fields',
  component: lazyRouteComponent(() => import('../fields/page.tsx'), 'FieldsPage'),
});

const figures = createRoute({
  getParentRoute: () => root,
  path: '/figures',
  validateSearch: figuresSearch,
  component: lazyRouteComponent(() => import('../figures/page.tsx'), 'FiguresPage'),
});

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: (search: Record<string, unknown>): { compartment?: string; person?: string; view?: PeopleView } => ({
    ...(typeof search.compartment === 'string' ? { compartment: search.compartment } : {}),
    ...(typeof search.person === 'string' ? { person: search.person } : {}),
    ...(PEOPLE_VIEWS.includes(search.view as PeopleView) ? { view: search.view as PeopleView } : {}),
  }),
  component: lazyRouteComponent(() => import('../people/page.tsx'), 'PeoplePage'),
});

const administration = createRoute({
  getParentRoute: () => root,
  path: '/administration',
  validateSearch: (search: Record<string, unknown>): { view?: AdministrationView; account?: string } => ({
    ...(ADMINISTRATION_VIEWS.includes(search.view as AdministrationView)
      ? { view: search.view as AdministrationView }
      : {}),
    ...(typeof search.account === 'string' ? { account: search.account } : {}),
  }),
  component: lazyRouteComponent(() => import('../administration/page.tsx'), 'AdministrationPage'),
});

const erasureList = createRoute({
  getParentRoute: () => root,
  path: '/erasure',
  component: lazyRouteComponent(() => import('../erasure/list-page.tsx'), 'ErasureListPage'),
});

const newErasure = createRoute({
  getParentRoute: () => root,
  path: '/erasure/new',
  validateSearch: (search: Record<string, unknown>): { record?: string } =>
    typeof search.record === 'string' ? { record: search.record } : {},
  component: lazyRouteComponent(() => import('../erasure/new-page.tsx'), 'NewErasurePage'),
});

const erasure = createRoute({
  getParentRoute: () => root,
  path: '/erasure/$id',
  component: lazyRouteComponent(() => import('../erasure/one-page.tsx'), 'ErasurePage'),
});

const departures = createRoute({
  getParentRoute: () => root,
  path: '/departures',
  component: lazyRouteComponent(() => import('../departures/list-page.tsx'), 'DeparturesPage'),
});

const newDeparture = createRoute({
  getParentRoute: () => root,
  path: '/departures/new',
  validateSearch: (search: Record<string, unknown>): LibrarySearch => librarySearch(search),
  component: lazyRouteComponent(() => import('../departures/new-page.tsx'), 'NewDeparturePage'),
});

const guide = createRoute({
  getParentRoute: () => root,
  path: '/guide',
  component: lazyRouteComponent(() => import('../guide/page.tsx'), 'GuidePage'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('../account/page.tsx'), 'AccountPage'),
});

const routes = root.addChildren([
  home,
  desk,
  importing,
  triage,
  newBatch,
  sheet,
  incidents,
  library,
  incident,
  newIncident,
  editIncident,
  newStatement,
  newAct,
  editAround,
  incidentRelations,
  actorRelations,
  addRelations,
  duplicates,
  evidence,
  addEvidence,
  addOther,
  addOtherToIncident,
  incidentEvidence,
  addToIncident,
  item,
  editItem,
  integrity,
  secondCoding,
  agreement,
  fields,
  figures,
  people,
  administration,
  erasureList,
  newErasure,
  erasure,
  departures,
  newDeparture,
  guide,
  account,
]);

export function makeRouter() {
  return createRouter({
    routeTree: routes,
    parseSearch,
    stringifySearch,
    defaultPreload: false,
    scrollRestoration: false,
    defaultPendingComponent: Waiting,
    defaultErrorComponent: Broken,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
