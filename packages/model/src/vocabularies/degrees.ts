import { vocabulary } from './vocabulary.ts';

/** How someone is said to be involved in an act; compare ICC Statute, articles 25 and 28. No term is a finding of guilt. */
export const DEGREES = vocabulary(
  'degree',
  `
direct
  en Carried it out: Did the act with own hands, alone.
  uk Вчинення власноруч: Вчинив діяння сам, одноосібно.
  = huridocs:18/0101
joint
  en Carried it out with others: Did an essential part of the act under a common plan.
  uk Співвиконавство: Виконав істотну частину діяння за спільним планом.
  = huridocs:18/0101
through-others
  en Through others: Used other people or an organisation as a tool.
  uk Через інших: Використав інших людей чи організацію як знаряддя.
ordered
  en Ordered it: Gave the order that led to the act.
  uk Наказ: Віддав наказ, що призвів до діяння.
  = huridocs:18/0102
induced
  en Induced it: Called for, prompted or paid for the act.
  uk Підбурювання: Закликав, схилив до діяння або заплатив за нього.
planned
  en Planned it: Prepared how the act would be done.
  uk Планування: Підготував, як буде вчинено діяння.
  = huridocs:18/0105
assisted
  en Assisted: Gave means, information or help.
  uk Сприяння: Надав засоби, відомості чи допомогу.
  = huridocs:18/0103
group-contribution
  en Contributed to a group's crime: Knowingly added to what a group with a common purpose did.
  uk Внесок у злочин групи: Свідомо долучився до дій групи зі спільною метою.
attempted
  en Attempted it: Began the act, which failed for reasons outside their will.
  uk Замах: Почав діяння, яке не вдалося не з його волі.
command-failure
  en Failed as commander: Knew or should have known what subordinates did, and did not stop or punish it.
  uk Бездіяльність командира: Знав або мав знати про дії підлеглих, але не зупинив і не покарав.
  = huridocs:18/0501 huridocs:18/0502
failure-to-prevent
  en Failed to prevent it: Had a duty to protect and did not do what was possible.
  uk Незапобігання: Мав обов’язок захистити і не зробив можливого.
  = huridocs:18/0503
law-or-policy
  en By law or policy: Wrote, passed or put into effect the rule that does the harm.
  uk Через закон або політику: Написав, ухвалив чи запровадив норму, що завдає шкоди.
  = huridocs:18/0301 huridocs:18/0302 huridocs:18/04
political-responsibility
  en Political responsibility: Held the office in whose field the act lay; nothing closer is known.
  uk Політична відповідальність: Обіймав посаду, до сфери якої належало діяння; ближчого не відомо.
  = huridocs:18/06
present
  en Present: Was there while the act was done; any part in it is not known.
  uk Присутність: Був там під час діяння; участь у ньому невідома.
  = huridocs:18/0104
suspected
  en Suspected: Is named by a source; how involved is not said.
  uk Підозра: Названий джерелом; спосіб участі не вказано.
  = huridocs:18/0106
unknown
  en Unknown: How they were involved is not known.
  uk Невідомо: Спосіб участі невідомий.
  = huridocs:18/99
`,
);
