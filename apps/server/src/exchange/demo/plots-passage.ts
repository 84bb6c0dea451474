import type { Plot } from './plot.ts';

/** Aid, ways out, and people who had to leave. */
export const PASSAGE_PLOTS: readonly Plot[] = [
  {
    key: 'corridor',
    times: 20,
    hours: [7, 15],
    ...{
      act: 'obstruction-of-evacuation',
      method: ['threat', 'small-arms', 'administrative'],
      object: ['corridor', 'checkpoint'],
      context: 'evacuation',
      by: ['brigade', 'columns', 'orlava', 'ridge'],
    },
    ...{
      victims: 'residents',
      victimGroup: 'displaced',
      facility: 'corridor',
      facilityLink: 'evacuated-via',
      spots: ['ombrel', 'quarnoy', 'uldrin', 'pelgosk'],
    },
    harm: { affected: [30, 1400], injured: [0, 5], evacuated: [0, 600] },
    titles: [
      ['Buses turned back on the corridor {at}', 'Автобуси завернули з коридору {at}'],
      ['Corridor opened two hours late {at}', 'Коридор відкрили на дві години пізніше {at}'],
      ['Shots beside a column of cars {at}', 'Постріли біля колони автівок {at}'],
    ],
    summaries: [
      [
        'The window had been agreed in writing the evening before. The last post asked for a paper that the agreement does not know.',
        'Вікно узгодили письмово напередодні ввечері. Останній пост вимагав папір, якого угода не передбачає.',
      ],
      [
        'Men between eighteen and sixty were taken out of the buses. Some families turned back with them.',
        'Чоловіків від вісімнадцяти до шістдесяти виводили з автобусів. Частина родин повернулася з ними.',
      ],
      [
        'A burst was fired along the ditch as the column passed. The drivers went on, because there was nowhere to turn.',
        'Коли колона проходила, вздовж рову дали чергу. Водії їхали далі, бо розвернутися не було де.',
      ],
    ],
    voices: [
      [
        'We stood from dawn. A child was born in the third bus.',
        'Стояли від світанку. У третьому автобусі народилася дитина.',
        'witness',
      ],
      [
        'The list of plates had been handed over the evening before and was on the officer’s desk.',
        'Перелік номерів передали напередодні ввечері, він лежав у офіцера на столі.',
        'office',
      ],
      [
        'The shooting came from behind us, not from the post in front. I am sure of it.',
        'Стріляли ззаду, не з поста попереду. Я в цьому певна.',
        'witness',
      ],
    ],
    answer: [
      'The column left outside the agreed window. For its own protection it was stopped.',
      'Колона вирушила поза узгодженим вікном. Задля її ж захисту її зупинили.',
    ],
    clears: [
      'Our own log has the column leaving forty minutes before the window opened.',
      'За нашим журналом, колона вирушила за сорок хвилин до відкриття вікна.',
    ],
  },
  {
    key: 'sea-passage',
    times: 6,
    hours: [5, 18],
    ...{
      act: 'obstruction-of-evacuation',
      method: ['naval'],
      object: ['port-or-airport', 'corridor'],
      context: 'evacuation',
      by: ['orlava', 'unknown'],
      victims: 'residents',
      victimGroup: 'displaced',
      facility: 'sea-passage',
      facilityLink: 'evacuated-via',
      spots: ['solmarey'],
    },
    harm: { affected: [40, 900] },
    titles: [
      ['Ferry ordered back to port', 'Пором завернули до порту'],
      ['Warning shots before a hospital boat', 'Попереджувальні постріли перед шпитальним судном'],
    ],
    summaries: [
      [
        'The boat had called in its course twice. It lay at anchor for nine hours before it turned.',
        'Судно двічі повідомляло курс. Дев’ять годин стояло на якорі, потім повернулося.',
      ],
    ],
    voices: [
      [
        'The first shell fell a cable before the bow. I have the log of the bridge.',
        'Перший снаряд упав за кабельтов перед носом. Вахтовий журнал у мене.',
        'witness',
      ],
    ],
    answer: [
      'The passage was closed for mines. All masters had been told.',
      'Прохід було закрито через міни. Капітанів попередили.',
    ],
  },
  {
    key: 'aid-convoy',
    times: 16,
    hours: [6, 18],
    ...{
      act: 'attack-on-aid',
      method: ['small-arms', 'drone', 'ied-roadside', 'mortar'],
      object: ['aid-convoy', 'aid-site', 'aid-office'],
      context: 'ambush',
      by: ['columns', 'unknown', 'brigade', 'watch'],
    },
    ...{ victims: 'lantern', victimGroup: 'aid-workers', facility: 'lantern', facilityLink: 'targets' },
    harm: { killed: [0, 2], injured: [0, 4], kidnapped: [0, 2] },
    titles: [
      ['Relief truck attacked {at}', 'Напад на вантажівку з допомогою {at}'],
      ['Aid workers stopped and taken {at}', 'Працівників гуманітарної місії зупинили й забрали {at}'],
    ],
    summaries: [
      [
        'The route had been notified to both parties the day before. The load was flour, blankets and lamp oil.',
        'Маршрут напередодні повідомили обом сторонам. Везли борошно, ковдри й гас.',
      ],
    ],
    voices: [
      [
        'They looked at the lantern on the door and opened fire.',
        'Вони подивилися на ліхтар на дверцятах і відкрили вогонь.',
        'office',
      ],
      [
        'Our office has no news of two colleagues. We ask that nobody names them.',
        'Про двох колег звісток немає. Просимо не називати імен.',
        'office',
      ],
    ],
    answer: ['There was no notification in our books.', 'У наших журналах повідомлення немає.'],
    clears: [
      'The notification was sent, but to the number that had been changed in May.',
      'Повідомлення надіслали, але на номер, змінений у травні.',
    ],
  },
  {
    key: 'aid-denied',
    times: 12,
    hours: [8, 17],
    ...{
      act: 'denial-of-aid',
      method: ['administrative'],
      object: ['aid-site', 'checkpoint'],
      context: 'relief-distribution',
      by: ['administration', 'guard', 'tesk-police'],
      victims: 'residents',
      victimGroup: 'civilians',
    },
    harm: { affected: [60, 3000] },
    omission: true,
    titles: [
      ['No leave for flour {at}', 'Борошно не пустили {at}'],
      ['Medicines wait at the barrier {at}', 'Ліки стоять біля шлагбаума {at}'],
    ],
    summaries: [
      [
        'Requests of three weeks remain without an answer. No reason was given in writing.',
        'Запити за три тижні лишилися без відповіді. Письмової причини не дали.',
      ],
    ],
    voices: [
      ['Insulin does not wait.', 'Інсулін не чекає.', 'medic'],
      ['The clerk said that the stamp was in another town.', 'Службовець сказав, що печатка в іншому місті.', 'office'],
    ],
    answer: ['Every request is examined in turn.', 'Кожен запит розглядають у порядку черги.'],
  },
  {
    key: 'displacement',
    times: 12,
    hours: [6, 12],
    ...{
      act: 'forced-displacement',
      method: ['threat'],
      object: ['home'],
      by: ['columns', 'administration', 'tesk'],
      victims: 'residents',
      victimGroup: 'displaced',
    },
    harm: { displaced: [40, 2200] },
    titles: [
      ['Village told to leave by noon {at}', 'Селу наказали виїхати до полудня {at}'],
      ['Streets emptied before the thaw {at}', 'Вулиці спорожніли до відлиги {at}'],
    ],
    summaries: [
      [
        'A loudspeaker car gave three hours. It is disputed whether the order was for the safety of those who lived there.',
        'Машина з гучномовцем дала три години. Чи був наказ заради безпеки мешканців, сперечаються.',
      ],
    ],
    voices: [
      ['I left bread in the oven.', 'Я лишила хліб у печі.', 'witness'],
      [
        'We were warned of the flood and helped onto carts. I saw no threats.',
        'Нас попередили про повінь і допомогли сісти на вози. Погроз я не бачив.',
        'witness',
      ],
    ],
    answer: ['This was an evacuation from danger.', 'То була евакуація від небезпеки.'],
    clears: [
      'The dam above the village was indeed mined; we saw the charges being removed in August.',
      'Гребля над селом справді була замінована; у серпні ми бачили, як знімали заряди.',
    ],
  },
  {
    key: 'filtration',
    times: 10,
    hours: [6, 20],
    ...{
      act: 'filtration',
      method: ['administrative', 'threat'],
      object: ['camp', 'checkpoint'],
      context: 'checkpoint',
      by: ['security', 'guard'],
      victims: 'person',
      victimGroup: 'displaced',
      spots: ['brennost', 'tarvolin', 'yorvelin'],
    },
    harm: { detained: [3, 80], deported: [0, 60] },
    titles: [
      ['Phones read and people sorted {at}', 'Перевірка телефонів і сортування людей {at}'],
      ['Families parted at a tent camp {at}', 'Родини розділили в наметовому таборі {at}'],
    ],
    summaries: [
      [
        'Those with a blue slip went on, those with a grey slip to another tent. Where the grey ones were taken is unknown.',
        'Із синім талоном їхали далі, із сірим ішли до іншого намету. Куди повезли сірих, невідомо.',
      ],
    ],
    voices: [
      ['They asked whom I pray for.', 'Питали, за кого молюся.', 'witness'],
      ['My sister had the grey slip.', 'У сестри був сірий талон.', 'relative'],
    ],
    answer: ['Registration protects those who arrive.', 'Реєстрація захищає тих, хто прибуває.'],
    also: { act: 'deportation', method: 'administrative', object: 'camp' },
  },
  {
    key: 'never-happened',
    times: 7,
    ...{
      act: 'shelling-or-bombing',
      method: ['unknown'],
      object: ['industry', 'home'],
      by: ['orlava', 'tesk'],
      victims: 'residents',
      victimGroup: 'civilians',
    },
    harm: { killed: [0, 3], injured: [0, 5] },
    titles: [
      ['Explosion in a boiler house, first told as a strike {at}', 'Вибух у котельні, який спершу назвали ударом {at}'],
    ],
    summaries: [
      [
        'Two media reported a strike within an hour. Those who were inside tell of a boiler.',
        'За годину два видання повідомили про удар. Ті, хто був усередині, розповідають про котел.',
      ],
    ],
    voices: [
      [
        'A missile hit the boiler house, our readers write.',
        'Наші читачі пишуть, що ракета влучила в котельню.',
        'office',
      ],
      [
        'It was the boiler. I had asked for a new valve since winter.',
        'То був котел. Я від зими просив новий клапан.',
        'witness',
      ],
    ],
    answer: ['We did not fire. Ask the stoker.', 'Ми не стріляли. Спитайте кочегара.'],
    clears: [
      'No crater, no fragments; the shell of the boiler is torn outwards.',
      'Ні вирви, ні уламків; корпус котла розірвано назовні.',
    ],
  },
];
