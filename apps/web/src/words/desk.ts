import { i18n, type Messages } from '@lingui/core';
import en from './desk/en.json';
import uk from './desk/uk.json';

// Sentences of the desk: they arrive with it.
i18n.load({ en: en as unknown as Messages, uk: uk as unknown as Messages });
