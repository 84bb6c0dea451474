import { i18n, type Messages } from '@lingui/core';
import en from './importing/en.json';
import uk from './importing/uk.json';

// Sentences about imports: they arrive with the first page that says one of them.
i18n.load({ en: en as unknown as Messages, uk: uk as unknown as Messages });
