import { vocabulary } from './vocabulary.ts';

/** How far the team's work on an incident has come. */
export const INCIDENT_STATUS = vocabulary(
  'incident-status',
  `
new
  en Unreviewed: Entered or imported; nobody has looked at it yet.
  uk Не розглянуто: Внесено або імпортовано; ніхто ще не розглядав.
triage
  en Being sorted: Someone decides whether and how the team follows it up.
  uk Сортування: Вирішують, чи і як команда працюватиме з цим далі.
open
  en In work: The team gathers information.
  uk У роботі: Команда збирає відомості.
needs-help
  en Needs help: Whoever works on it cannot go on alone.
  uk Потрібна допомога: Той, хто над цим працює, не може просунутися самотужки.
review
  en Ready for review: The work is done and waits for a second person.
  uk Готово до перевірки: Роботу виконано, вона чекає на другу людину.
reviewed
  en Reviewed: A second person looked at it and agrees.
  uk Перевірено: Друга людина розглянула це й погоджується.
documented
  en Closed: The team has finished for now; new information may reopen it.
  uk Закрито: Команда поки що завершила; нові відомості можуть відновити роботу.
set-aside
  en Set aside: Not followed up, for the reason given; the record stays.
  uk Відкладено: Не опрацьовується з указаної причини; запис зберігається.
duplicate
  en Duplicate: The same incident stands in another record, to which a link leads.
  uk Дублікат: Та сама подія є в іншому записі, на який веде посилання.
`,
);

/** How things stand for the victim at the end of the act. */
export const END_STATUS = vocabulary(
  'end-status',
  `
dead
  en Dead: The victim died.
  uk Смерть: Потерпіла особа померла.
  = huridocs:25/0101
injured
  en Injured: The victim lives with an injury.
  uk Поранення: Потерпіла особа жива й має поранення або травму.
  = huridocs:25/0102
unharmed
  en Not injured: The victim lives without bodily injury.
  uk Без тілесних ушкоджень: Потерпіла особа жива й не має тілесних ушкоджень.
missing
  en Missing: Where the victim is, and whether alive, is not known.
  uk Зникнення безвісти: Невідомо, де потерпіла особа і чи вона жива.
  = huridocs:25/0103
found-alive
  en Found alive: The victim had been missing and was found alive.
  uk Знайдено живою: Потерпіла особа вважалася зниклою і знайдена живою.
  = huridocs:25/010401 huridocs:25/010402
detained
  en Still held: The victim is deprived of liberty.
  uk Утримується: Потерпіла особа позбавлена волі.
  = huridocs:25/0202
released
  en Released: The victim was held and let go.
  uk Звільнено: Потерпілу особу утримували і відпустили.
  = huridocs:25/0201
exchanged
  en Exchanged: The victim was let go in an exchange of prisoners.
  uk Обміняно: Потерпілу особу звільнено під час обміну полоненими.
escaped
  en Escaped: The victim broke free.
  uk Втеча: Потерпіла особа звільнилася сама.
  = huridocs:25/020109
displaced
  en Displaced: The victim lives away from home inside the country.
  uk Внутрішнє переміщення: Потерпіла особа живе не вдома, у межах країни.
  = huridocs:25/0303 huridocs:25/0304
abroad
  en Abroad: The victim is outside the country, as a refugee or deported.
  uk За кордоном: Потерпіла особа поза країною, як біженець або депортована.
  = huridocs:25/0302 huridocs:25/030402
returned
  en Returned home: The victim is back in the home area.
  uk Повернення додому: Потерпіла особа знову в рідній місцевості.
  = huridocs:25/030403
ongoing
  en Act goes on: The act had not ended when last heard of.
  uk Діяння триває: За останніми відомостями діяння не закінчилося.
unknown
  en Unknown: How things stand for the victim is not known.
  uk Невідомо: Становище потерпілої особи невідоме.
  = huridocs:25/99
`,
);
