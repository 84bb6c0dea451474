import { vocabulary } from './vocabulary.ts';

/** What happened to those who are counted. */
export const OUTCOMES = vocabulary(
  'outcome',
  `
killed
  en killed: Died because of the act or incident.
  uk вбиті: Померли внаслідок діяння чи події.
  = huridocs:25/0101 ucdp:best acled:fatalities
injured
  en injured: Suffered bodily injury and lived.
  uk поранені: Зазнали тілесних ушкоджень і вижили.
  = huridocs:25/0102
kidnapped
  en kidnapped: Taken away and held by someone without lawful power to do so.
  uk викрадені: Вивезені й утримувані тими, хто не має на це законного права.
detained
  en detained: Deprived of liberty by an authority or armed force.
  uk затримані: Позбавлені волі органом влади або збройними силами.
  = huridocs:25/0202
disappeared
  en forcibly disappeared: Taken by or with consent of a State or organisation that denies it or hides their fate.
  uk насильно зниклі: Схоплені державою чи організацією або за її згодою, що заперечує це або приховує їхню долю.
missing
  en missing: Nobody knows where they are; counted apart from the dead.
  uk зниклі безвісти: Невідомо, де вони; лічаться окремо від загиблих.
  = huridocs:25/0103
tortured
  en tortured or ill-treated: Suffered severe pain or degrading treatment on purpose.
  uk катовані: Зазнали навмисного сильного болю або принизливого поводження.
sexual-violence
  en subjected to sexual violence: Suffered an act of a sexual nature by force, threat or coercion.
  uk потерпілі від сексуального насильства: Зазнали дій сексуального характеру під примусом чи погрозою.
displaced
  en displaced: Had to leave home and stayed in the country.
  uk переміщені: Мусили покинути дім і лишилися в країні.
  = huridocs:25/0303
deported
  en deported: Taken or forced across a border.
  uk депортовані: Вивезені через кордон або змушені його перетнути.
  = huridocs:25/0302
evacuated
  en evacuated: Brought to safety by others.
  uk евакуйовані: Вивезені іншими в безпечне місце.
released
  en released: Let go after having been held.
  uk звільнені: Відпущені після утримання.
  = huridocs:25/0201
affected
  en affected: Harmed or hit in any way; the source does not say how.
  uk постраждалі: Зазнали будь-якої шкоди; джерело не уточнює якої.
destroyed
  en destroyed: Objects made unusable.
  uk знищені: Об’єкти, що стали непридатними.
damaged
  en damaged: Objects harmed but not beyond use.
  uk пошкоджені: Об’єкти зазнали шкоди, але придатні.
unknown
  en outcome unknown: What happened to them is not known.
  uk наслідок невідомий: Невідомо, що з ними сталося.
  = huridocs:25/99
`,
);

/** Whom a count is about. In doubt a person is a civilian (Additional Protocol I, article 50(1)). */
export const VICTIM_GROUPS = vocabulary(
  'victim-group',
  `
all
  en All persons: Everyone concerned, whoever they are.
  uk Усі особи: Усі, кого це стосується, хоч би ким вони були.
  = ucdp:best
civilians
  en Civilians: Persons who belong to no armed force and take no direct part in fighting.
  uk Цивільні особи: Особи, що не належать до збройних сил і не беруть безпосередньої участі в бойових діях.
  = ucdp:deaths_civilians
aid-workers < civilians
  en Aid workers: Staff and volunteers of humanitarian organisations.
  uk Гуманітарні працівники: Персонал і волонтери гуманітарних організацій.
aid-workers-national < aid-workers
  en National aid workers: Aid workers from the country in which they were harmed.
  uk Національні гуманітарні працівники: Гуманітарні працівники з тієї країни, де їм завдано шкоди.
  = awsd:nationals
aid-workers-international < aid-workers
  en International aid workers: Aid workers from another country.
  uk Міжнародні гуманітарні працівники: Гуманітарні працівники з іншої країни.
  = awsd:internationals
medical-staff < civilians
  en Medical staff: Persons who search for, carry or treat the wounded and sick, or run places that do.
  uk Медичний персонал: Особи, які шукають, перевозять чи лікують поранених і хворих або забезпечують цю роботу.
journalists < civilians
  en Journalists: Persons who report for the public.
  uk Журналісти: Особи, які інформують суспільство.
defenders < civilians
  en Human-rights defenders: Persons who work peacefully for human rights.
  uk Правозахисники: Особи, які мирно працюють заради прав людини.
rescuers < civilians
  en Rescuers: Civil-defence and fire-service staff.
  uk Рятувальники: Працівники цивільного захисту й пожежної служби.
children < civilians
  en Children: Persons under eighteen years.
  uk Діти: Особи до вісімнадцяти років.
women < civilians
  en Women: Adult women.
  uk Жінки: Дорослі жінки.
men < civilians
  en Men: Adult men.
  uk Чоловіки: Дорослі чоловіки.
displaced < civilians
  en Displaced persons: Persons who had to leave their homes.
  uk Переміщені особи: Особи, які мусили покинути свої домівки.
fighters
  en Fighters: Members of armed forces or armed groups.
  uk Бійці: Члени збройних сил або збройних груп.
fighters-a < fighters
  en Fighters of side A: Fighters of the side that the source names first.
  uk Бійці сторони А: Бійці сторони, яку джерело називає першою.
  = ucdp:deaths_a
fighters-b < fighters
  en Fighters of side B: Fighters of the side that the source names second.
  uk Бійці сторони Б: Бійці сторони, яку джерело називає другою.
  = ucdp:deaths_b
hors-de-combat < fighters
  en Out of the fight: Wounded, sick, shipwrecked or captured fighters, and those who surrender.
  uk Вибулі з бою: Поранені, хворі, полонені бійці, потерпілі корабельну аварію та ті, хто здається.
unknown
  en Status unknown: Whether they were civilians or fighters is not known.
  uk Статус невідомий: Невідомо, цивільні це чи бійці.
  = ucdp:deaths_unknown
`,
);
