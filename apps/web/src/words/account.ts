import { i18n, type Messages } from '@lingui/core';
import en from './account/en.json';
import uk from './account/uk.json';

// Sentences of one's own account: they arrive with the first page that says one of them.
i18n.load({ en: en as unknown as Messages, uk: uk as unknown as Messages });
