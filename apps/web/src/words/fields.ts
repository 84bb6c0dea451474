import { i18n, type Messages } from '@lingui/core';
import en from './fields/en.json';
import uk from './fields/uk.json';

// Sentences about a team's own fields, terms and coding rules.
i18n.load({ en: en as unknown as Messages, uk: uk as unknown as Messages });
