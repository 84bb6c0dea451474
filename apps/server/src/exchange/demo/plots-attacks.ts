import type { Plot } from './plot.ts';

/** Attacks on people and on what keeps them alive, by every side. */
export const ATTACK_PLOTS: readonly Plot[] = [
  {
    key: 'shelling-homes',
    times: 46,
    ...{
      act: 'shelling-or-bombing',
      method: ['tube-artillery', 'rocket-artillery', 'mortar'],
      object: ['home', 'apartment-block'],
    },
    ...{
      context: 'bombardment',
      by: ['orlava', 'brigade', 'brigade', 'columns', 'tesk'],
      victims: 'residents',
      victimGroup: 'civilians',
    },
    harm: { killed: [0, 5], injured: [0, 12], destroyed: [0, 4], damaged: [1, 15] },
    titles: [
      ['Shelling of homes {at}', 'Обстріл житла {at}'],
      ['Rockets on a row of houses {at}', 'Ракети по ряду будинків {at}'],
      ['Three salvoes {at}', 'Три залпи {at}'],
    ],
    summaries: [
      [
        'Several rounds fell among houses {hour}. Neighbours carried the injured to the road, because no ambulance could cross the weir.',
        'Кілька снарядів упало між будинками {hour}. Сусіди винесли поранених на дорогу, бо швидка не могла перетнути загату.',
      ],
      [
        'Two salvoes, the second about ten minutes after the first, when people had come out to look for others.',
        'Два залпи; другий приблизно за десять хвилин після першого, коли люди вийшли шукати інших.',
      ],
      [
        'Roofs and a shared well were hit. The nearest position that anyone could name lay more than two kilometres away.',
        'Влучання в дахи та спільну криницю. Найближча позиція, яку хтось міг назвати, була далі ніж за два кілометри.',
      ],
    ],
    voices: [
      [
        'I was in the cellar. I counted nine strikes. When it stopped there were {killed} dead in our row that I saw myself.',
        'Я був у підвалі. Нарахував дев’ять ударів. Коли стихло, я сам бачив у нашому ряду загиблих: {killed}.',
        'witness',
      ],
      [
        'The sound came from the east, from where {who} had stood for a week.',
        'Звук ішов зі сходу. Там уже тиждень стояли, як я знаю, {who}.',
        'witness',
      ],
      [
        'We registered {injured} injured from that street before midnight. Two were moved on.',
        'До опівночі ми записали поранених із тієї вулиці: {injured}. Двох повезли далі.',
        'medic',
      ],
      [
        'My roof is gone. Nobody had weapons in our yard, only the goats.',
        'Даху в мене немає. Зброї в нашому дворі не було, самі кози.',
        'victim',
      ],
    ],
    answer: [
      'No unit of ours fired into that area on the day named. Fire of the other side is being presented as ours.',
      'Жоден наш підрозділ того дня туди не стріляв. Вогонь іншої сторони видають за наш.',
    ],
    clears: [
      'Four of five craters open to the south-west. From there the accused party could not have fired that day.',
      'Чотири з п’яти вирв відкриті на південний захід. Звідти названа сторона того дня стріляти не могла.',
    ],
  },
  {
    key: 'drone-car',
    times: 32,
    hours: [6, 19],
    ...{
      act: 'indiscriminate-attack',
      method: ['fpv-drone', 'drone-dropped-munition', 'drone'],
      object: ['civilian-vehicle', 'road'],
    },
    ...{
      context: 'individual-attack',
      by: ['brigade', 'brigade', 'columns', 'watch', 'unknown'],
      victims: 'person',
      victimGroup: 'civilians',
    },
    harm: { killed: [0, 2], injured: [0, 4] },
    titles: [
      ['Drone follows a car {at}', 'Дрон переслідує автомобіль {at}'],
      ['Two on a motorcycle hit from the air {at}', 'Удар із повітря по двох на мотоциклі {at}'],
      ['Drone on a bread van {at}', 'Удар дроном по хлібному фургону {at}'],
    ],
    summaries: [
      [
        'A small drone followed a vehicle that carried no one in uniform and struck it from behind.',
        'Малий дрон летів за машиною, у якій не було нікого в формі, і вдарив ззаду.',
      ],
      [
        'The driver stopped and raised both arms. The drone circled once and dropped a charge beside the door.',
        'Водій зупинився й підняв руки. Дрон зробив коло і скинув заряд біля дверцят.',
      ],
      [
        'The van brings bread on the same days each week, and everyone in the district knows its colour.',
        'Фургон возить хліб у ті самі дні щотижня, і його колір у районі знають усі.',
      ],
    ],
    voices: [
      [
        'It waited. I could see that it waited until he was out of the car.',
        'Він чекав. Я бачила, що він чекав, поки той вийде з машини.',
        'witness',
      ],
      [
        'Burns and fragments, no other pattern. {injured} came to us, one of them later died of it elsewhere, as I was told.',
        'Опіки й осколки, нічого іншого. До нас привезли: {injured}; один згодом помер деінде, так мені казали.',
        'medic',
      ],
      [
        'These machines had been flown by {who} since the frost, everyone here knows the sound.',
        'Такі машини тут від морозів запускали {who}, цей звук знають усі.',
        'witness',
      ],
    ],
    answer: ['The vehicle carried mortar rounds and was a lawful target.', 'Машина везла міни й була законною ціллю.'],
    clears: [
      'The wreck held a crate with markings of a mortar team. We photographed it before the owner came back.',
      'У вцілілій частині кузова був ящик із позначками мінометної обслуги. Ми сфотографували його до повернення власника.',
    ],
  },
  {
    key: 'glide-bomb',
    times: 18,
    ...{
      act: 'attack-on-vital-object',
      method: ['glide-bomb', 'missile', 'air-strike'],
      object: ['energy', 'water'],
      context: 'bombardment',
    },
    ...{
      by: ['air-arm', 'air-arm', 'orlava', 'tesk'],
      facilityLink: 'targets',
      victims: 'residents',
      victimGroup: 'civilians',
    },
    harm: { killed: [0, 3], injured: [0, 6], affected: [400, 9000], damaged: [1, 3] },
    titles: [
      ['Strike on the power supply {at}', 'Удар по енергопостачанню {at}'],
      ['Pumps without power after a strike {at}', 'Насоси без струму після удару {at}'],
    ],
    summaries: [
      [
        'A transformer hall burned for six hours. Homes were without heat, and the clinic worked by hand lamp.',
        'Трансформаторна зала горіла шість годин. У домівках не було тепла, амбулаторія працювала при ліхтарях.',
      ],
      [
        'The pumping line lost pressure the same evening; tankers brought water for two weeks.',
        'Того ж вечора у водогоні впав тиск; два тижні воду возили цистернами.',
      ],
    ],
    voices: [
      [
        'Two impacts, close together. The second went into the hall where the shift had gone to shelter.',
        'Два удари, один за одним. Другий влучив у залу, де сховалася зміна.',
        'witness',
      ],
      [
        'Our district had no water from that evening. I carried it from the river with the children.',
        'У нашому районі не стало води з того вечора. Я носила її з річки разом із дітьми.',
        'victim',
      ],
    ],
    answer: [
      'The hall supplied a repair yard for tanks. Civilian supply was restored within a day.',
      'Зала живила майстерню з ремонту танків. Цивільне постачання відновили за добу.',
    ],
  },
  {
    key: 'hospital',
    times: 14,
    ...{
      act: 'attack-on-health-care',
      method: ['tube-artillery', 'missile', 'drone'],
      object: ['hospital', 'clinic', 'ambulance'],
    },
    ...{
      context: 'bombardment',
      by: ['orlava', 'air-arm', 'columns', 'ridge'],
      victims: 'residents',
      victimGroup: 'medical-staff',
    },
    ...{ facility: 'hospital', facilityLink: 'targets', spots: ['ombrel', 'quarnoy', 'tarvolin', 'brennost'] },
    harm: { killed: [0, 4], injured: [1, 9] },
    titles: [
      ['Ward hit {at}', 'Влучання в палату {at}'],
      ['Ambulance yard fired upon {at}', 'Обстріл двору швидкої {at}'],
    ],
    summaries: [
      [
        'The roof carries a red sign that can be seen from the air. Patients had been moved away from the windows the day before.',
        'На даху є червоний знак, видний із повітря. Напередодні пацієнтів перевели подалі від вікон.',
      ],
      [
        'Three ambulances stood in the yard with all lights on; the route of the next run had been called through beforehand.',
        'У дворі з увімкненими вогнями стояли три швидкі; маршрут наступного виїзду повідомили заздалегідь.',
      ],
    ],
    voices: [
      [
        'I was on duty. The glass came in, then the ceiling. We had {injured} injured, three of them our own.',
        'Я чергувала. Спершу влетіло скло, потім упала стеля. Поранених було {injured}, троє з них наші.',
        'medic',
      ],
      [
        'The position of the building was on the list that both sides had been given in March.',
        'Розташування будівлі було в переліку, який обидві сторони отримали в березні.',
        'office',
      ],
      [
        'No fighters were treated on that floor that week. I keep the register.',
        'Того тижня на цьому поверсі бійців не лікували. Журнал веду я.',
        'medic',
      ],
    ],
    answer: [
      'The building served as a command post. Whoever used it so is to blame.',
      'Будівлю використовували як командний пункт. Винен той, хто це робив.',
    ],
    clears: [
      'On two visits we saw armed men with a radio mast in the eastern wing. Whether they were there at the time of the strike we cannot say.',
      'Під час двох відвідувань ми бачили озброєних людей із радіощоглою у східному крилі. Чи були вони там під час удару, сказати не можемо.',
    ],
  },
  {
    key: 'school',
    times: 12,
    hours: [4, 23],
    ...{
      act: 'attack-on-protected-object',
      method: ['rocket-artillery', 'fire', 'mortar'],
      object: ['school', 'kindergarten'],
      by: ['brigade', 'columns', 'tesk'],
    },
    ...{
      victims: 'residents',
      victimGroup: 'children',
      facility: 'school',
      facilityLink: 'targets',
      spots: ['issenvey', 'zhunmar', 'ulvesk', 'sheldora'],
    },
    harm: { killed: [0, 1], injured: [0, 5], damaged: [1, 1] },
    titles: [
      ['School damaged {at}', 'Пошкодження школи {at}'],
      ['Fire in a classroom {at}', 'Пожежа у класі {at}'],
    ],
    summaries: [
      [
        'Lessons had been moved to the afternoon; the building was empty save for the caretaker.',
        'Уроки перенесли на другу половину дня; у будівлі був лише сторож.',
      ],
    ],
    voices: [
      [
        'The maps burned and the stove stood. I have the key and I was there first.',
        'Карти згоріли, піч стоїть. Ключ у мене, і я прийшов перший.',
        'witness',
      ],
      [
        'They had slept in the gymnasium for three nights and left in a hurry. Who they were I could not tell.',
        'Вони три ночі спали у спортзалі й поспіхом пішли. Хто то був, сказати не можу.',
        'witness',
      ],
    ],
    answer: ['We know nothing of it.', 'Нам про це нічого не відомо.'],
    also: { act: 'military-use', object: 'school' },
  },
];
