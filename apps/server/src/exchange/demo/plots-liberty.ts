import type { Plot } from './plot.ts';

/** What is done to people who are held. */
export const LIBERTY_PLOTS: readonly Plot[] = [
  {
    key: 'protest',
    times: 32,
    hours: [10, 20],
    ...{
      act: 'arbitrary-detention',
      method: ['bodily-force', 'administrative'],
      object: ['public-place'],
      context: 'protest',
      by: ['city-police', 'city-police', 'security', 'tesk-police'],
    },
    ...{
      victims: 'person',
      victimGroup: 'civilians',
      spots: ['velorin', 'amselk', 'velorin', 'maskavel'],
      facility: 'remand',
      facilityLink: 'held-at',
    },
    harm: { detained: [1, 140], injured: [0, 6] },
    endStatus: 'detained',
    statedReason: 'Disturbance of public calm (section 19 of the Streets Act)',
    titles: [
      ['Detained for standing with a blank sheet {at}', 'Затримання за чистий аркуш {at}'],
      ['Arrests at a vigil against the war {at}', 'Затримання на вахті проти війни {at}'],
      ['Students taken from a reading {at}', 'Студентів забрали з читань {at}'],
    ],
    summaries: [
      [
        'People stood in silence for eleven minutes. Police closed both ends of the square and led everyone to buses.',
        'Люди мовчки стояли одинадцять хвилин. Поліція перекрила площу з двох боків і повела всіх до автобусів.',
      ],
      [
        'Relatives learned after two days where some of the detained were. Counsel was let in on the third.',
        'Рідні лише за два дні дізналися, де частина затриманих. Захисника пустили на третій.',
      ],
      [
        'Readers took turns with a book that is in every school. At the fourth page the hall was cleared.',
        'Читали по черзі книжку, яка є в кожній школі. На четвертій сторінці залу очистили.',
      ],
    ],
    voices: [
      [
        'I held a sheet with nothing on it. The officer wrote down that it was insulting.',
        'Я тримала чистий аркуш. Офіцер записав, що він образливий.',
        'victim',
      ],
      [
        'We counted {held} by name from the calls of relatives. The true number is higher.',
        'За дзвінками рідних ми нарахували поіменно: {held}. Насправді більше.',
        'office',
      ],
      [
        'My son signed a paper that he did not read. He has eaten nothing since.',
        'Син підписав папір, якого не читав. Відтоді не їсть.',
        'relative',
      ],
    ],
    answer: ['All were released the same evening after a talk.', 'Усіх відпустили того ж вечора після бесіди.'],
    also: { act: 'assembly-dispersal', method: 'bodily-force', object: 'public-place' },
  },
  {
    key: 'trial',
    times: 10,
    hours: [9, 16],
    ...{
      act: 'unfair-trial',
      method: ['administrative'],
      object: ['administration'],
      by: ['court', 'court', 'prosecutor'],
      victims: 'person',
      victimGroup: 'civilians',
      spots: ['velorin', 'amselk', 'maskavel'],
    },
    harm: { detained: [1, 3] },
    endStatus: 'detained',
    statedReason: 'Lowering the fighting spirit',
    titles: [
      ['Seven minutes of hearing {at}', 'Семихвилинне засідання {at}'],
      ['Closed sentence for a letter {at}', 'Закритий вирок за лист {at}'],
    ],
    summaries: [
      [
        'The file was shown to counsel in the corridor. The only witness was the officer who had made the arrest.',
        'Справу захисникові показали в коридорі. Єдиним свідком був офіцер, який затримував.',
      ],
    ],
    voices: [
      [
        'I asked for an hour to read. The judge said that the matter was simple.',
        'Я просила годину на читання. Суддя сказав, що справа проста.',
        'office',
      ],
      [
        'The sentence had been typed before we went in; it bears the date of the day before.',
        'Вирок надрукували до засідання; на ньому стоїть попередній день.',
        'office',
      ],
    ],
    answer: ['The court is independent and heard both sides.', 'Суд незалежний і вислухав обидві сторони.'],
  },
  {
    key: 'disappearance',
    times: 16,
    ...{
      act: 'enforced-disappearance',
      method: ['capture'],
      object: ['home', 'checkpoint'],
      context: 'checkpoint',
      by: ['administration', 'security', 'columns', 'kestrel'],
      victims: 'person',
      victimGroup: 'civilians',
    },
    ...{ spots: ['tarvolin', 'zhunmar', 'brivelna', 'kvellin'], facility: 'cold-store', facilityLink: 'held-at' },
    harm: { disappeared: [1, 3] },
    endStatus: 'missing',
    titles: [
      ['Taken from home and not seen since {at}', 'Забрали з дому, і відтоді зник {at}'],
      ['Council clerk missing after a checkpoint {at}', 'Секретарка ради зникла після блокпоста {at}'],
    ],
    summaries: [
      [
        'Three men in a white van. The office answered in writing that nobody of that name had ever been held.',
        'Троє чоловіків у білому фургоні. На запит письмово відповіли, що особи з таким ім’ям ніколи не утримували.',
      ],
      [
        'She left the council before noon with a list of the sick. The post says that nobody of that name came through.',
        'Вона вийшла з ради до полудня зі списком хворих. На посту кажуть, що особа з таким ім’ям не проходила.',
      ],
    ],
    voices: [
      [
        'They let him take his glasses. I held on to that for a month.',
        'Йому дозволили взяти окуляри. Місяць я за це трималася.',
        'relative',
      ],
      [
        'I heard his voice through the wall of the cold store. I know it, we sang in the same choir.',
        'Я чув його голос крізь стіну складу. Знаю його, ми співали в одному хорі.',
        'witness',
      ],
    ],
    answer: ['This person is not among those held.', 'Такої особи серед утримуваних немає.'],
  },
  {
    key: 'torture',
    times: 12,
    ...{
      act: 'torture',
      method: ['electric-shock', 'stress-position', 'deprivation', 'suffocation'],
      object: ['custody'],
      context: 'detention',
      by: ['administration', 'kestrel', 'security', 'watch'],
      victims: 'person',
      victimGroup: 'civilians',
    },
    ...{
      facility: 'cold-store',
      facilityLink: 'held-at',
      spots: ['tarvolin', 'amselk', 'ombrel'],
      sensitivity: 'case-only',
    },
    harm: { tortured: [1, 5] },
    titles: [
      ['Ill-treatment during questioning {at}', 'Жорстоке поводження під час допиту {at}'],
      ['Held in the cold for a confession {at}', 'Утримання на холоді заради зізнання {at}'],
    ],
    summaries: [
      [
        'The account is consistent with the marks that a doctor drew two weeks later. The questioners wanted names.',
        'Розповідь узгоджується зі слідами, які лікар замалював за два тижні. Від людини хотіли імен.',
      ],
    ],
    voices: [
      [
        'I will tell it once and then not again. They asked for names that I did not have.',
        'Розповім один раз і більше ні. Вимагали імен, яких я не мав.',
        'victim',
      ],
      [
        'Findings on both wrists, about two weeks old, consistent with what the patient tells.',
        'Зміни на обох зап’ястках, близько двох тижнів, узгоджуються з розповіддю.',
        'medic',
      ],
    ],
    answer: ['No force is used in our houses.', 'У наших установах силу не застосовують.'],
    also: { act: 'forced-confession', method: 'deprivation', object: 'custody' },
  },
  {
    key: 'sexual-violence',
    times: 5,
    ...{
      act: 'sexual-assault',
      object: ['custody'],
      context: 'detention',
      by: ['administration', 'columns', 'tesk-police'],
      victims: 'person',
      victimGroup: 'civilians',
      spots: ['tarvolin', 'amselk', 'maskavel'],
      sensitivity: 'case-only',
    },
    harm: { 'sexual-violence': [1, 1] },
    titles: [['Sexual violence in custody {at}', 'Сексуальне насильство в ув’язненні {at}']],
    summaries: [
      [
        'One account, given to a person of her choice. Details lie with the lead; none are needed here.',
        'Одне свідчення, дане людині за її вибором. Подробиці у керівниці; тут вони не потрібні.',
      ],
    ],
    voices: [
      [
        'She spoke for two hours and asked that it be written down. What may be used, and where, she will say herself.',
        'Вона говорила дві години й просила записати. Що й де можна використати, скаже сама.',
        'medic',
      ],
    ],
  },
  {
    key: 'prisoners',
    times: 8,
    ...{
      act: 'ill-treatment',
      method: ['bodily-force', 'deprivation'],
      object: ['custody'],
      context: 'detention',
      by: ['ridge', 'tesk', 'watch'],
      victims: 'person',
      victimGroup: 'hors-de-combat',
      facility: 'war-camp',
      facilityLink: 'held-at',
      spots: ['maskavel', 'uldrin'],
    },
    harm: { injured: [1, 12] },
    titles: [
      ['Prisoners of war beaten on arrival {at}', 'Побиття військовополонених після прибуття {at}'],
      ['Captured men shown to a crowd {at}', 'Полонених виставили перед натовпом {at}'],
    ],
    summaries: [
      [
        'The guards of the first night were replaced the next morning. Visitors were let in after a week.',
        'Варту першої ночі наступного ранку замінили. Відвідувачів пустили за тиждень.',
      ],
      [
        'The column was led once around the square. Some in the crowd threw stones; others called on them to stop.',
        'Колону провели довкола площі. Одні з натовпу кидали каміння, інші закликали їх спинитися.',
      ],
    ],
    voices: [
      [
        'On the first night they beat us in a row. After that the commander changed and it stopped.',
        'Першої ночі нас били рядом. Потім змінився командир, і це припинилося.',
        'victim',
      ],
      [
        'We spoke to eleven men alone. Their accounts of the first night agree, those of later weeks name no violence.',
        'Ми говорили з одинадцятьма наодинці. Їхні розповіді про першу ніч збігаються; про подальші тижні насильства не називають.',
        'office',
      ],
    ],
    answer: [
      'Two guards stand before the military court. Prisoners are treated by the conventions.',
      'Двоє вартових постали перед військовим судом. З полоненими поводяться за конвенціями.',
    ],
    clears: [
      'Injuries of four men are older than their capture; our doctor is certain of it.',
      'Травми чотирьох чоловіків давніші за полон; наш лікар у цьому певен.',
    ],
  },
];
