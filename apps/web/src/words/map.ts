import { i18n, type Messages } from '@lingui/core';
import en from './map/en.json';
import uk from './map/uk.json';

// Sentences of the map, the timeline and the search for places: they arrive with the first page that draws one of them.
i18n.load({ en: en as unknown as Messages, uk: uk as unknown as Messages });
