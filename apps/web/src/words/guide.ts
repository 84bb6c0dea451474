import { i18n, type Messages } from '@lingui/core';
import en from './guide/en.json';
import uk from './guide/uk.json';

// Sentences around the guide; the guide itself is built from its own files.
i18n.load({ en: en as unknown as Messages, uk: uk as unknown as Messages });
