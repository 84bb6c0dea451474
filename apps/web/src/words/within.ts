import { i18n, type Messages } from '@lingui/core';
import en from './within/en.json';
import uk from './within/uk.json';

// Sentences that are first said behind the door: they arrive with the workspace, so that the door stays small. The build
// has compiled them into the arrays that Lingui reads.
i18n.load({ en: en as unknown as Messages, uk: uk as unknown as Messages });
