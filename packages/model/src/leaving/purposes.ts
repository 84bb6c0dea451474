import type { Sensitivity } from '../sensitivity.ts';
import { vocabulary } from '../vocabularies/vocabulary.ts';

/** What something leaves for. */
export const DEPARTURE_PURPOSES = vocabulary(
  'departure-purpose',
  `
publication
  en Publication: Anybody may read it from then on; it can never be taken back.
  uk Оприлюднення: Відтоді це може прочитати будь-хто; відкликати вже неможливо.
research
  en Research: Somebody studies or counts what happened, under terms.
  uk Дослідження: Хтось вивчає або підраховує те, що сталося, на певних умовах.
partner
  en Sharing with a partner: Another organisation that the team works with.
  uk Передача партнерові: Інша організація, з якою працює команда.
accountability
  en Accountability: A court, a prosecutor, an investigating body or a mechanism of the United Nations.
  uk Притягнення до відповідальності: Суд, прокуратура, орган розслідування або механізм ООН.
own-work
  en The team’s own work: It stays with members of the team, outside this system.
  uk Власна робота команди: Залишається в членів команди, але поза цією системою.
handover
  en Handover: All of it goes to another instance of Cairn, with its history.
  uk Передача всього: Усе переходить до іншого сервера Cairn разом з історією.
`,
);

export type DeparturePurpose = 'publication' | 'research' | 'partner' | 'accountability' | 'own-work' | 'handover';

/** Up to which level fields leave for a purpose without being chosen by name. */
const LEVEL_BY_PURPOSE: Readonly<Record<DeparturePurpose, Sensitivity>> = {
  publication: 'public',
  research: 'partner',
  partner: 'partner',
  accountability: 'internal',
  'own-work': 'internal',
  handover: 'sealed',
};

export function levelForPurpose(purpose: DeparturePurpose): Sensitivity {
  return LEVEL_BY_PURPOSE[purpose];
}

/** Purposes that a person chooses for an export; a handover is the command's. */
export const EXPORT_PURPOSES = [
  'publication',
  'research',
  'partner',
  'accountability',
  'own-work',
] as const satisfies readonly DeparturePurpose[];
