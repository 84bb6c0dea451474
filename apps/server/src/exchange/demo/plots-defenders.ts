import type { Plot } from './plot.ts';

/** What is done to those who speak for others. */
export const DEFENDER_PLOTS: readonly Plot[] = [
  {
    key: 'smear',
    times: 14,
    ...{
      act: 'smear',
      method: ['digital'],
      object: ['digital', 'media'],
      by: ['security', 'columns', 'watch', 'administration'],
      victims: 'defender',
      victimGroup: 'defenders',
    },
    harm: { affected: [1, 2] },
    titles: [
      ['A defender is called a spotter {at}', 'Правозахисницю називають навідницею {at}'],
      ['Posters against the Rights Desk {at}', 'Плакати проти правозахисного столу {at}'],
    ],
    summaries: [
      [
        'A film of three minutes names the defender and shows the door of the office. Messages with threats began within the hour.',
        'Трихвилинний фільм називає ім’я й показує двері кабінету. За годину почалися повідомлення з погрозами.',
      ],
      [
        'The posters went up in one night, in three towns, from one print.',
        'Плакати з’явилися за одну ніч у трьох містах, з одного друку.',
      ],
    ],
    voices: [
      [
        'None of what they say I did on the ninth can be true: I was with the observers that whole day.',
        'Нічого з того, що мені приписують дев’ятого, бути не могло: того дня я від ранку була зі спостерігачами.',
        'victim',
      ],
      [
        'Eleven accounts put the same picture up within four minutes, with the same slip of spelling.',
        'Одинадцять облікових записів виклали ту саму світлину за чотири хвилини, з однаковою помилкою.',
        'office',
      ],
    ],
    answer: [
      'Citizens are free to say what they think of foreign helpers.',
      'Громадяни вільні казати, що думають про чужих помічників.',
    ],
    also: { act: 'threat', method: 'digital', object: 'digital' },
  },
  {
    key: 'office',
    times: 12,
    hours: [5, 11],
    ...{
      act: 'search',
      method: ['administrative'],
      object: ['aid-office', 'home', 'media'],
      context: 'house-search',
      by: ['security', 'tesk-police', 'administration'],
      victims: 'reporter',
      victimGroup: 'defenders',
    },
    harm: { affected: [1, 9] },
    titles: [
      ['Office searched and sealed {at}', 'Обшук і опечатання кабінету {at}'],
      ['Computers taken from a newspaper {at}', 'Вилучення комп’ютерів редакції {at}'],
    ],
    summaries: [
      [
        'Eight officers, one paper without a signature. Case notes of people who had asked for help were among what was taken.',
        'Восьмеро офіцерів і один папір без підпису. Серед забраного були записи людей, які просили допомоги.',
      ],
    ],
    voices: [
      ['They knew which cupboard.', 'Вони знали, котра шафа.', 'witness'],
      [
        'I was told to choose between my key and my child’s school place.',
        'Мені сказали обирати між ключем і місцем дитини у школі.',
        'victim',
      ],
    ],
    answer: [
      'The search followed a decision of the court and found forbidden means of communication.',
      'Обшук провели за рішенням суду; знайдено заборонені засоби зв’язку.',
    ],
    also: { act: 'organisation-closure', method: 'administrative', object: 'aid-office' },
  },
  {
    key: 'digital',
    times: 10,
    ...{
      act: 'digital-attack',
      method: ['digital'],
      object: ['digital'],
      by: ['unknown', 'security', 'unknown'],
      victims: 'defender',
      victimGroup: 'defenders',
      spots: ['ombrel', 'maskavel', 'velorin', 'pessoly'],
    },
    harm: { affected: [1, 30] },
    titles: [
      ['Mailbox of a defender opened by others {at}', 'Злам скриньки правозахисниці {at}'],
      ['Call centre for evacuees drowned in calls {at}', 'Лінію для евакуйованих завалено дзвінками {at}'],
    ],
    summaries: [
      [
        'A letter that looked like one from a partner asked for the password again. Two people answered it.',
        'Лист, схожий на партнерський, просив знову ввести пароль. Двоє відповіли.',
      ],
      [
        'The line rang without pause for two days. Those who needed a bed for the night could not get through.',
        'Лінія дзвонила дві доби без упину. Ті, кому треба було місце на ніч, не могли додзвонитися.',
      ],
    ],
    voices: [
      [
        'The address of the sender differs by one letter. I saw it a day too late.',
        'Адреса відправника відрізняється однією літерою. Я побачив це на день запізно.',
        'witness',
      ],
      [
        'The software says nothing about who sat at the other end.',
        'Програма нічого не каже про того, хто був на іншому кінці.',
        'office',
      ],
    ],
  },
  {
    key: 'assault-defender',
    times: 8,
    hours: [16, 22],
    ...{
      act: 'assault',
      method: ['bodily-force', 'blade', 'fire'],
      object: ['home', 'civilian-vehicle'],
      context: 'individual-attack',
      by: ['unknown', 'columns', 'watch'],
      victims: 'lawyer',
      victimGroup: 'defenders',
    },
    harm: { injured: [1, 2] },
    titles: [
      ['Lawyer beaten at the door {at}', 'Побиття адвокатки біля дверей {at}'],
      ['Car of a monitor set alight {at}', 'Підпал автівки спостерігача {at}'],
    ],
    summaries: [
      [
        'The attackers named the case before they struck. Nothing was stolen.',
        'Нападники спершу назвали справу, потім ударили. Нічого не вкрали.',
      ],
      [
        'The car stood in the yard. Its papers and a folder of notes burned with it.',
        'Автівка стояла у дворі. Разом із нею згоріли документи й тека з нотатками.',
      ],
    ],
    voices: [
      [
        'One of them said: this is from the column. It may be true, and it may be what he wanted me to think.',
        'Один сказав: це від колони. Може, правда, а може, хотів, щоб я так думала.',
        'victim',
      ],
      [
        'She came with a broken wrist and would not sit with her back to the door.',
        'Прийшла зі зламаним зап’ястком і не хотіла сідати спиною до дверей.',
        'medic',
      ],
    ],
    answer: ['An ordinary street crime.', 'Звичайний вуличний злочин.'],
  },
];
