import { i18n, type Messages } from '@lingui/core';
import en from './library/en.json';
import uk from './library/uk.json';

// Sentences of the library: they arrive with it.
i18n.load({ en: en as unknown as Messages, uk: uk as unknown as Messages });
