import { vocabulary } from './vocabulary.ts';

/** The closed list of relations between records; roles arise from links, never from what a record is. */
export const LINK_TYPES = [
  'victim-of',
  'perpetrator-of',
  'witness-of',
  'source-of',
  'present-at',
  'commands',
  'member-of',
  'relative-of',
  'employed-by',
  'same-as',
  'part-of',
  'precedes',
  'causes',
  'retaliates-for',
  'labels',
  'targets',
  'notified-to',
  'held-at',
  'evacuated-via',
  'hosted-at',
  'supports',
  'contradicts',
  'responds-to',
  'fulfils',
  'possible-duplicate-of',
  'distinct-from',
] as const;

export type LinkType = (typeof LINK_TYPES)[number];

/** Links that a person decides by comparing records; they rest on reasons, so a basis is not demanded. */
export const DECISION_LINKS: readonly LinkType[] = ['same-as', 'possible-duplicate-of', 'distinct-from'];

export const LINK_TYPE_TERMS = vocabulary(
  'link-type',
  `
victim-of
  en victim of: The actor suffered the act or incident.
  uk потерпіла сторона: Дійова особа зазнала діяння чи події.
perpetrator-of
  en alleged perpetrator of: The actor is said to have carried out the act or to bear a share in it.
  uk імовірний виконавець: Дійову особу називають виконавцем діяння або причетною до нього.
witness-of
  en witness of: The actor saw or heard the act or incident.
  uk свідок: Дійова особа бачила або чула діяння чи подію.
source-of
  en source of: The actor gave the statement or the item.
  uk джерело: Дійова особа надала твердження або матеріал.
present-at
  en present at: The actor was there; nothing more is said.
  uk присутність: Дійова особа була там; більше нічого не стверджується.
commands
  en commands: The actor gives orders to the other.
  uk командує: Дійова особа віддає накази іншій.
member-of
  en member of: The actor belongs to the other.
  uk належить до: Дійова особа входить до складу іншої.
  = huridocs:21/1101 huridocs:21/2101
relative-of
  en relative of: The two are of one family.
  uk родич: Обидві особи належать до однієї родини.
  = huridocs:21/0101
employed-by
  en employed by: The actor works for the other.
  uk працює в: Дійова особа працює на іншу.
  = huridocs:21/010403
same-as
  en same as: A person decided that both records mean the same; the decision can be withdrawn.
  uk те саме, що: Людина вирішила, що обидва записи означають одне й те саме; рішення можна відкликати.
part-of
  en part of: The one belongs to the larger other.
  uk частина: Одне належить до ширшого іншого.
  = huridocs:22/21
precedes
  en precedes: The one came before the other, in the same course of events.
  uk передує: Одне сталося перед іншим у тому самому перебігу подій.
  = huridocs:22/01
causes
  en causes: The one brought the other about.
  uk спричиняє: Одне призвело до іншого.
  = huridocs:22/03
retaliates-for
  en retaliates for: The one was done in answer to the other.
  uk відплата за: Одне вчинено у відповідь на інше.
labels
  en labels: The one brands the other, for example as an enemy or traitor.
  uk таврує: Одне таврує інше, наприклад як ворога чи зрадника.
targets
  en targets: The act was aimed at the other.
  uk спрямоване проти: Діяння було спрямоване проти іншого.
notified-to
  en notified to: The other was told of the one beforehand.
  uk повідомлено: Іншу сторону було завчасно повідомлено.
held-at
  en held at: The actor was held in the other.
  uk утримується в: Дійову особу утримували в указаному місці.
evacuated-via
  en evacuated via: The actor left by the other, for example a corridor.
  uk евакуація через: Дійова особа виїхала через інше, наприклад коридором.
hosted-at
  en hosted at: The actor was given shelter in the other.
  uk прихисток у: Дійову особу прийняли в указаному місці.
supports
  en supports: The one speaks for the other.
  uk підтверджує: Одне свідчить на користь іншого.
contradicts
  en contradicts: The one speaks against the other.
  uk суперечить: Одне свідчить проти іншого.
responds-to
  en responds to: The one answers the other.
  uk відповідає на: Одне є відповіддю на інше.
fulfils
  en fulfils: The one does what the other asked for.
  uk виконує: Одне виконує те, чого вимагало інше.
possible-duplicate-of
  en possible duplicate of: Both may be the same; nobody has decided yet.
  uk можливий дублікат: Обидва можуть бути тим самим; рішення ще немає.
distinct-from
  en different from: A person compared both and found them different; the decision can be withdrawn.
  uk відрізняється від: Людина порівняла обидва й визнала їх різними; рішення можна відкликати.
`,
);
