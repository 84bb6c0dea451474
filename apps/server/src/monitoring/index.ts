export { addUpCounters, startCounting } from './counting-loop.ts';
export { compareNow, startComparing } from './duplicates-loop.ts';
export { type FigureRow, type Figures, type FiguresQuestion, figures, UNITS } from './figures.ts';
export { addGazetteer, listGazetteers, removeGazetteer } from './gazetteer.ts';
export { GAZETTEER_FORMATS, UnreadableGazetteer } from './gazetteer-formats.ts';
export { facets, type LibraryPage, library } from './library.ts';
export { libraryIds } from './library-all.ts';
export { type Conditions, conditionsOf, QUERY_PROPERTIES, queryOf } from './library-query.ts';
export { requireTiles } from './map-routes.ts';
