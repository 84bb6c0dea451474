import { i18n, type Messages } from '@lingui/core';
import en from './enter/en.json';
import uk from './enter/uk.json';

// Sentences of second steps and of links: they arrive with the first page that says one of them.
i18n.load({ en: en as unknown as Messages, uk: uk as unknown as Messages });
