import { i18n, type Messages } from '@lingui/core';
import en from './figures/en.json';
import uk from './figures/uk.json';

// Sentences about figures: they arrive with their page.
i18n.load({ en: en as unknown as Messages, uk: uk as unknown as Messages });
