import { i18n, type Messages } from '@lingui/core';
import en from './facts/en.json';
import uk from './facts/uk.json';

// Sentences about acts, ties, levels and what the team concludes: they arrive with the first page that says one of them.
i18n.load({ en: en as unknown as Messages, uk: uk as unknown as Messages });
