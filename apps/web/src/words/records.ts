import { i18n, type Messages } from '@lingui/core';
import en from './records/en.json';
import uk from './records/uk.json';

// Sentences of editing and filtering: they arrive with the first page that says one of them.
i18n.load({ en: en as unknown as Messages, uk: uk as unknown as Messages });
