import { i18n, type Messages } from '@lingui/core';
import en from './anchors/en.json';
import uk from './anchors/uk.json';

// Sentences about what holds the log and the files: they arrive with the integrity page.
i18n.load({ en: en as unknown as Messages, uk: uk as unknown as Messages });
