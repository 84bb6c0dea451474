import type { Level } from './evaluate.ts';
import type { Words } from './form.ts';

/** A step of the one scale on which people say how far something is shown, and what others call the same step. */
export interface Standard {
  readonly level: Level;
  readonly key: string;
  readonly title: Words;
  readonly meaning: Words;
  readonly forums: readonly ForumLabel[];
}

/** What a forum calls a step, and where it says so. */
export interface ForumLabel {
  readonly forum: Words;
  readonly label: Words;
  /** Instrument and place; null where it is practice that no rule names. */
  readonly place: string | null;
}

const words = (en: string, uk: string): Words => ({ en, uk });
const label = (forum: Words, name: Words, place: string | null = null): ForumLabel => ({ forum, label: name, place });

const ICC = words('International Criminal Court', 'Міжнародний кримінальний суд');
const INQUIRIES = words(
  'Commissions of inquiry of the Human Rights Council',
  'Комісії з розслідування Ради ООН з прав людини',
);
const NGOS = words('Human-rights organisations', 'Правозахисні організації');

/**
 * The scale, weakest first. Two steps share level 4: they are asked in different forums, and neither is above the other. Nobody
 * wrote this order down as law: it puts the tests of S. Wilkinson, Standards of Proof in International Humanitarian and Human
 * Rights Fact-Finding and Inquiry Missions (Geneva Academy, 2014) in a row. Software gives no level: a named person does, with reasons.
 */
export const STANDARDS: readonly Standard[] = [
  {
    level: 0,
    key: 'none',
    title: words('No information', 'Немає інформації'),
    meaning: words('Nothing is known either way.', 'Нічого не відомо ні за, ні проти.'),
    forums: [],
  },
  {
    level: 1,
    key: 'some_indication',
    title: words('Some indication', 'Деякі ознаки'),
    meaning: words('Somebody alleges it, and the source is known.', 'Хтось це стверджує, і джерело відоме.'),
    forums: [label(NGOS, words('Allegation taken in', 'Прийняте твердження'))],
  },
  {
    level: 2,
    key: 'reasonable_suspicion',
    title: words('Reasonable suspicion', 'Обґрунтована підозра'),
    meaning: words(
      'There are grounds to look further; other explanations stay open.',
      'Є підстави перевіряти далі; інші пояснення лишаються можливими.',
    ),
    forums: [
      label(NGOS, words('Alert', 'Сигнал')),
      label(ICC, words('Reasonable basis to proceed', 'Розумні підстави для початку розслідування'), 'rs 15(3), 53(1)'),
    ],
  },
  {
    level: 3,
    key: 'reasonable_grounds',
    title: words('Reasonable grounds', 'Розумні підстави'),
    meaning: words(
      'A reliable and consistent body of information on which an objective, prudent person would believe that it happened.',
      'Надійна й узгоджена сукупність відомостей, на підставі якої об’єктивна й розважлива особа повірила б, що це сталося.',
    ),
    forums: [
      label(
        INQUIRIES,
        words('Reasonable grounds to believe or conclude', 'Розумні підстави вважати або дійти висновку'),
      ),
      label(
        ICC,
        words('Reasonable grounds to believe (warrant)', 'Розумні підстави вважати (ордер на арешт)'),
        'rs 58(1)(a)',
      ),
    ],
  },
  {
    level: 4,
    key: 'balance',
    title: words('More likely than not', 'Імовірніше, ніж ні'),
    meaning: words('It is likelier that it happened than that it did not.', 'Імовірніше, що це сталося, ніж що ні.'),
    forums: [
      label(words('Civil courts', 'Цивільні суди'), words('Balance of probabilities', 'Перевага імовірності')),
      label(words('Some inquiries', 'Деякі розслідування'), words('Balance of probabilities', 'Перевага імовірності')),
    ],
  },
  {
    level: 4,
    key: 'substantial_grounds',
    title: words('Substantial grounds', 'Істотні підстави'),
    meaning: words(
      'Enough to send a case to trial: concrete evidence with a clear line of reasoning.',
      'Достатньо, щоб передати справу до суду: конкретні докази з ясним ходом міркувань.',
    ),
    forums: [
      label(
        ICC,
        words(
          'Substantial grounds to believe (confirmation of charges)',
          'Істотні підстави вважати (затвердження обвинувачень)',
        ),
        'rs 61(7)',
      ),
    ],
  },
  {
    level: 5,
    key: 'clear_convincing',
    title: words('Clear and convincing', 'Ясно і переконливо'),
    meaning: words('Firm and very solid; doubt is hard to keep.', 'Твердо і дуже ґрунтовно; сумнів утримати важко.'),
    forums: [
      label(
        words('Some fact-finding that names persons', 'Деякі розслідування, що називають осіб'),
        words('Clear and convincing evidence', 'Ясні та переконливі докази'),
      ),
    ],
  },
  {
    level: 6,
    key: 'beyond_reasonable_doubt',
    title: words('Beyond reasonable doubt', 'Поза розумним сумнівом'),
    meaning: words(
      'It is the only reasonable conclusion from the evidence.',
      'Це єдиний розумний висновок із доказів.',
    ),
    forums: [
      label(
        ICC,
        words('Beyond reasonable doubt (conviction)', 'Поза розумним сумнівом (обвинувальний вирок)'),
        'rs 66(3)',
      ),
      label(words('Courts of Ukraine', 'Суди України'), words('Beyond reasonable doubt', 'Поза розумним сумнівом')),
    ],
  },
];
