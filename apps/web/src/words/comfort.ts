import { i18n, type Messages } from '@lingui/core';
import en from './comfort/en.json';
import uk from './comfort/uk.json';

// Sentences of palette, help sheet and first hour: they arrive with the first of them.
i18n.load({ en: en as unknown as Messages, uk: uk as unknown as Messages });
