import { i18n, type Messages } from '@lingui/core';
import en from './verification/en.json';
import uk from './verification/uk.json';

// Sentences about stages, discussion, steps of verification and second coding.
i18n.load({ en: en as unknown as Messages, uk: uk as unknown as Messages });
