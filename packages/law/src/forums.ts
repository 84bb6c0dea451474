import type { Check, Words } from './form.ts';

/**
 * One fact on where a case may be heard, from a day on. Facts and no norms: they change with ratifications, referrals and
 * declarations, and an organisation keeps its own beside these.
 */
export interface JurisdictionFact {
  readonly id: string;
  readonly forum: string;
  readonly fact: Words;
  /** What it does for a case in that forum. */
  readonly effect: 'opens' | 'limits' | 'closes';
  /** First and last day; null where open or not known to us. */
  readonly from: string | null;
  readonly to: string | null;
  readonly source: string;
  readonly check: Check;
}

/** A court or body before which a case may be brought. */
export interface Forum {
  readonly key: string;
  readonly name: Words;
}

const words = (en: string, uk: string): Words => ({ en, uk });

export const FORUMS: readonly Forum[] = [
  { key: 'icc', name: words('International Criminal Court', 'Міжнародний кримінальний суд') },
  {
    key: 'sta',
    name: words(
      'Special Tribunal for the Crime of Aggression against Ukraine',
      'Спеціальний трибунал щодо злочину агресії проти України',
    ),
  },
  { key: 'ukraine', name: words('Courts of Ukraine', 'Суди України') },
  {
    key: 'universal',
    name: words('Courts of States with universal jurisdiction', 'Суди держав з універсальною юрисдикцією'),
  },
  { key: 'ecthr', name: words('European Court of Human Rights', 'Європейський суд з прав людини') },
  { key: 'icj', name: words('International Court of Justice', 'Міжнародний Суд ООН') },
];

/** As far as the team knows them; nobody has compared them with the documents yet, so each says that it is unchecked. */
export const JURISDICTION_FACTS: readonly JurisdictionFact[] = (
  [
    [
      'icc-statute',
      'icc',
      'opens',
      '2002-07-01',
      null,
      'Rome Statute art. 11, 126',
      'The Statute entered into force; the Court looks at nothing before.',
      'Статут набрав чинності; раніші діяння Суд не розглядає.',
    ],
    [
      'icc-ua-declaration-1',
      'icc',
      'opens',
      '2013-11-21',
      '2014-02-22',
      'Rome Statute art. 12(3); declaration of 9 April 2014',
      'Ukraine accepted the Court’s jurisdiction by declaration for 21 November 2013 to 22 February 2014.',
      'Україна заявою визнала юрисдикцію Суду за період з 21 листопада 2013 до 22 лютого 2014 року.',
    ],
    [
      'icc-ua-declaration-2',
      'icc',
      'opens',
      '2014-02-20',
      null,
      'Rome Statute art. 12(3); declaration of 8 September 2015',
      'Ukraine accepted the Court’s jurisdiction from 20 February 2014 on, without end.',
      'Україна визнала юрисдикцію Суду з 20 лютого 2014 року без обмеження в часі.',
    ],
    [
      'icc-referrals',
      'icc',
      'opens',
      '2022-03-02',
      null,
      'Rome Statute art. 14',
      'States parties referred the situation in Ukraine to the Prosecutor, who opened an investigation.',
      'Держави-учасниці передали ситуацію в Україні Прокуророві, який розпочав розслідування.',
    ],
    [
      'icc-ua-party',
      'icc',
      'opens',
      '2025-01-01',
      null,
      'Rome Statute art. 126(2)',
      'Ukraine is a party to the Statute.',
      'Україна є учасницею Статуту.',
    ],
    [
      'icc-ua-124',
      'icc',
      'limits',
      '2025-01-01',
      '2031-12-31',
      'Rome Statute art. 124',
      'Ukraine declared under article 124 that for seven years it does not accept jurisdiction over war crimes alleged against its nationals.',
      'Україна заявила за статтею 124, що протягом семи років не визнає юрисдикції щодо воєнних злочинів, імовірно вчинених її громадянами.',
    ],
    [
      'icc-aggression',
      'icc',
      'limits',
      '2018-07-17',
      null,
      'Rome Statute art. 15 bis, 15 ter; ICC-ASP/16/Res.5',
      'Jurisdiction over aggression was activated, for parties that accepted the amendment and did not opt out.',
      'Юрисдикцію щодо агресії активовано для учасниць, які прийняли поправку і не відмовилися від неї.',
    ],
    [
      'icc-aggression-nonparty',
      'icc',
      'closes',
      '2018-07-17',
      null,
      'Rome Statute art. 15 bis(5)',
      'Without a referral by the Security Council the Court has no jurisdiction over aggression by nationals, or on the territory, of a State that is no party.',
      'Без передання Радою Безпеки Суд не має юрисдикції щодо агресії, вчиненої громадянами чи на території держави, яка не є учасницею.',
    ],
    [
      'sta-agreement',
      'sta',
      'opens',
      '2025-06-25',
      null,
      'Agreement between Ukraine and the Council of Europe of 25 June 2025',
      'The agreement on a special tribunal for the crime of aggression against Ukraine was signed.',
      'Підписано угоду про спеціальний трибунал щодо злочину агресії проти України.',
    ],
    [
      'ua-territory',
      'ukraine',
      'opens',
      '2001-09-01',
      null,
      'Criminal Code of Ukraine, art. 6',
      'Whoever commits a crime on the territory of Ukraine answers under its code.',
      'Хто вчинив злочин на території України, відповідає за її кодексом.',
    ],
    [
      'ua-universal',
      'ukraine',
      'opens',
      '2024-10-24',
      null,
      'Criminal Code of Ukraine, art. 8(2), Law 4012-IX',
      'Foreigners who do not live in Ukraine answer under its code for aggression, war crimes, genocide and crimes against humanity committed abroad, on conditions.',
      'Іноземці, які не проживають в Україні, відповідають за її кодексом за злочин агресії, воєнні злочини, геноцид і злочини проти людяності, вчинені за її межами, за певних умов.',
    ],
    [
      'universal',
      'universal',
      'opens',
      null,
      null,
      'Geneva Conventions, common duty to search for (GC IV art. 146)',
      'Parties to the Geneva Conventions search for those alleged to have committed grave breaches, whatever their nationality, and try or hand them over.',
      'Учасниці Женевських конвенцій розшукують осіб, обвинувачених у тяжких порушеннях, незалежно від громадянства, і судять або передають їх.',
    ],
    [
      'ecthr-russia',
      'ecthr',
      'closes',
      '2022-09-16',
      null,
      'European Convention on Human Rights art. 58',
      'The Russian Federation is no party any more; the Court hears what happened until 16 September 2022.',
      'Російська Федерація більше не є учасницею; Суд розглядає події до 16 вересня 2022 року.',
    ],
    [
      'icj-genocide',
      'icj',
      'opens',
      '2022-02-26',
      null,
      'Genocide Convention art. IX',
      'Ukraine brought a case against the Russian Federation under the Genocide Convention; provisional measures on 16 March 2022.',
      'Україна подала справу проти Російської Федерації за Конвенцією про геноцид; тимчасові заходи вжито 16 березня 2022 року.',
    ],
  ] as const
).map(([id, forum, effect, from, to, source, en, uk]) => ({
  ...{ id, forum, effect, from, to, source },
  fact: words(en, uk),
  check: null,
}));

/** Facts of a forum that held on a day. @param on `YYYY-MM-DD` */
export function jurisdictionOn(facts: readonly JurisdictionFact[], forum: string, on: string): JurisdictionFact[] {
  return facts.filter((fact) => fact.forum === forum && (fact.from ?? '') <= on && on <= (fact.to ?? '9999'));
}
