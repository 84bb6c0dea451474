import type { Plot } from './plot.ts';

/** Fighting, what it leaves behind, and what soldiers do beside it. */
export const COMBAT_PLOTS: readonly Plot[] = [
  {
    key: 'mine',
    times: 18,
    hours: [6, 19],
    ...{
      act: 'explosive-trap',
      method: ['landmine', 'scatterable-mine', 'explosive-remnant', 'booby-trap'],
      object: ['environment', 'road', 'home'],
    },
    ...{ by: ['unknown', 'unknown', 'orlava', 'tesk', 'columns'], victims: 'person', victimGroup: 'civilians' },
    harm: { killed: [0, 2], injured: [0, 3] },
    titles: [
      ['Mine on a field track {at}', 'Міна на польовій дорозі {at}'],
      ['Something left behind explodes {at}', 'Вибух залишеного предмета {at}'],
    ],
    summaries: [
      [
        'The track had been used every day since the thaw. No sign marked it.',
        'Дорогою від відлиги їздили щодня. Жодного знака не було.',
      ],
      ['Children had brought it home in a milk can.', 'Діти принесли це додому в бідоні.'],
    ],
    voices: [
      [
        'He went to look for the calf. I heard one bang and knew.',
        'Він пішов шукати теля. Я почула один вибух і все зрозуміла.',
        'relative',
      ],
      ['The fragments are of a type that both armies have.', 'Уламки такого типу, який мають обидві армії.', 'office'],
    ],
  },
  {
    key: 'combat',
    times: 16,
    ...{
      act: 'combat',
      method: ['several', 'small-arms', 'tube-artillery'],
      object: ['military'],
      context: 'combat',
      by: ['orlava', 'tesk', 'columns', 'ridge'],
    },
    harm: { killed: [3, 40], injured: [5, 70] },
    victimGroup: 'fighters',
    titles: [
      ['Fighting for the heights {at}', 'Бій за висоти {at}'],
      ['Clash of patrols {at}', 'Сутичка патрулів {at}'],
    ],
    summaries: [
      [
        'Both parties claim the ground. Their figures of losses cannot both be right.',
        'Обидві сторони заявляють, що утримують позиції. Їхні цифри втрат не можуть бути правильними водночас.',
      ],
    ],
    voices: [
      [
        'Trucks with wounded passed our gate from first light, I stopped counting at thirty.',
        'Від світанку повз наші ворота їхали вантажівки з пораненими; на тридцяти я перестав рахувати.',
        'witness',
      ],
      ['The enemy lost a company. We lost no one.', 'Ворог утратив роту. Ми не втратили нікого.', 'party'],
    ],
    answer: ['Reports of our losses are invented.', 'Повідомлення про наші втрати вигадані.'],
  },
  {
    key: 'border-shelling',
    times: 16,
    ...{
      act: 'shelling-or-bombing',
      method: ['tube-artillery', 'mortar', 'drone'],
      object: ['home', 'market'],
      context: 'bombardment',
      by: ['tesk', 'ridge', 'tesk', 'unknown'],
    },
    ...{ victims: 'residents', victimGroup: 'civilians', spots: ['brennost', 'yorvelin', 'sheldora'] },
    harm: { killed: [0, 4], injured: [0, 8], damaged: [1, 9] },
    titles: [
      ['Shells across the border {at}', 'Снаряди через кордон {at}'],
      ['Market stalls burned {at}', 'Згоріли ринкові ряди {at}'],
    ],
    summaries: [
      [
        'The rounds came from the Teskian bank of the Vess. A battery had been set up by the customs yard on this side two days earlier.',
        'Снаряди летіли з теського берега річки Весс. За два дні до того біля митного двору на цьому боці поставили батарею.',
      ],
    ],
    voices: [
      [
        'I sell thread. There is nothing military about thread.',
        'Я продаю нитки. У нитках немає нічого військового.',
        'witness',
      ],
      [
        'We asked them to take the guns away from our street. They laughed.',
        'Ми просили забрати гармати з нашої вулиці. Вони сміялися.',
        'witness',
      ],
    ],
    answer: [
      'Our fire was aimed at a battery. We regret every harm to civilians and are looking into it.',
      'Наш вогонь був спрямований на батарею. Ми шкодуємо про кожну шкоду цивільним і з’ясовуємо обставини.',
    ],
    clears: [
      'The calibre found at the market belongs to guns that stood on the eastern bank only.',
      'Калібр, знайдений на ринку, відповідає гарматам, які стояли лише на східному березі.',
    ],
  },
  {
    key: 'quarter',
    times: 6,
    ...{
      act: 'denial-of-quarter',
      method: ['small-arms'],
      object: ['military'],
      context: 'combat',
      by: ['ridge', 'watch', 'brigade', 'columns'],
      victimGroup: 'hors-de-combat',
    },
    harm: { killed: [1, 6] },
    sensitivity: 'case-only',
    titles: [['Men who had laid down arms are shot {at}', 'Розстріл людей, які склали зброю {at}']],
    summaries: [
      [
        'A recording of 41 seconds shows men with raised arms, then a pause in the picture, then the same men on the ground.',
        'Запис на 41 секунду показує людей із піднятими руками, потім розрив зображення, потім ті самі люди лежать.',
      ],
    ],
    voices: [
      [
        'I was the last of the line and fell before it came to me. They were of {who}, I heard the commander’s name.',
        'Я стояв останнім і впав раніше. То були {who}, я чув ім’я командира.',
        'victim',
      ],
      [
        'The recording is cut. What lies between the two parts nobody has shown us.',
        'Запис обрізано. Що між двома частинами, нам ніхто не показав.',
        'office',
      ],
    ],
    answer: [
      'An inquiry has been opened. Whoever did this will answer for it.',
      'Відкрито провадження. Хто це вчинив, той відповідатиме.',
    ],
  },
  {
    key: 'looting',
    times: 12,
    hours: [8, 22],
    ...{
      act: 'looting',
      method: ['threat'],
      object: ['commerce', 'home', 'culture'],
      by: ['columns', 'kestrel', 'watch', 'brigade'],
      victims: 'residents',
      victimGroup: 'civilians',
    },
    harm: { affected: [2, 60] },
    titles: [
      ['Shops emptied {at}', 'Спустошені крамниці {at}'],
      ['Museum chests carried off {at}', 'Винесення музейних скринь {at}'],
    ],
    summaries: [
      [
        'Trucks without plates came twice. A list of what was taken was written down by the owner the same night.',
        'Двічі приїздили вантажівки без номерів. Власник тієї ж ночі записав, що забрали.',
      ],
      [
        'The chests held the parish books and two carved doors. Nobody has seen them since.',
        'У скринях були метричні книги й двоє різьблених дверей. Відтоді їх ніхто не бачив.',
      ],
    ],
    voices: [
      [
        'They took the scales and left the paper money, which I think they had not found.',
        'Забрали ваги, а паперові гроші лишили; думаю, не знайшли.',
        'witness',
      ],
      ['They wore the grey bird on the sleeve.', 'На рукаві в них був сірий птах.', 'witness'],
    ],
  },
];
