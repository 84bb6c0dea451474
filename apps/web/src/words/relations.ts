import { i18n, type Messages } from '@lingui/core';
import en from './relations/en.json';
import uk from './relations/uk.json';

// Sentences of possible duplicates and of relations: they arrive with the first page that says one of them.
i18n.load({ en: en as unknown as Messages, uk: uk as unknown as Messages });
