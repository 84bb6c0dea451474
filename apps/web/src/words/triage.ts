import { i18n, type Messages } from '@lingui/core';
import en from './triage/en.json';
import uk from './triage/uk.json';

// Sentences about batches and their sorting: they arrive with the first page that says one of them.
i18n.load({ en: en as unknown as Messages, uk: uk as unknown as Messages });
