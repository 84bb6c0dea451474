import { i18n, type Messages } from '@lingui/core';
import en from './people/en.json';
import uk from './people/uk.json';

// Sentences about people, rights and erasures: they arrive with the first page that says one of them.
i18n.load({ en: en as unknown as Messages, uk: uk as unknown as Messages });
