import { i18n, type Messages } from '@lingui/core';
import en from './departures/en.json';
import uk from './departures/uk.json';

// Sentences about what leaves and what left: they arrive with the first page that says one of them.
i18n.load({ en: en as unknown as Messages, uk: uk as unknown as Messages });
