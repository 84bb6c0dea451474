/** Terms of `act-type`: movement, property, humanitarian work, expression, privacy, due process, children, the rest. */
export const ACTS_AGAINST_SOCIETY = `
movement
  en Against movement and home: Conduct that moves people or keeps them from moving against their will.
  uk Проти пересування й домівки: Дії, що переміщують людей або не дають їм пересуватися проти їхньої волі.
  = huridocs:4/05
forced-displacement < movement
  en Forced displacement: People are driven from their homes within the country.
  uk Примусове переміщення: Людей виганяють із домівок у межах країни.
  = huridocs:4/050104
deportation < movement
  en Deportation: People are driven or carried across a border against their will.
  uk Депортація: Людей виганяють або вивозять через кордон проти їхньої волі.
  = huridocs:4/330101
denial-of-return < movement
  en Denial of return: People may not go back to where they lived.
  uk Відмова в поверненні: Людям не дають повернутися туди, де вони жили.
  = huridocs:4/050107
siege-or-blockade < movement
  en Siege or blockade: A place is cut off so that people or goods cannot pass.
  uk Облога або блокада: Місце відрізане, люди або товари не можуть пройти.
  = huridocs:4/050105
obstruction-of-evacuation < movement
  en Obstruction of evacuation: People who want to leave are stopped, turned back or attacked on the way.
  uk Перешкоджання евакуації: Людей, які хочуть виїхати, зупиняють, завертають або атакують у дорозі.
population-transfer < movement
  en Transfer of own population: An occupier settles its own civilians in occupied territory.
  uk Переселення власного населення: Окупант оселяє своїх цивільних на окупованій території.
property
  en Against property and objects: Conduct that destroys, takes or misuses things and places.
  uk Проти майна й об’єктів: Дії, що знищують, відбирають або неправомірно використовують речі й місця.
  = huridocs:4/13
destruction < property
  en Destruction of objects: Buildings or things are destroyed or damaged.
  uk Знищення об’єктів: Будівлі або речі знищено чи пошкоджено.
  = huridocs:4/130103 huridocs:4/130102
attack-on-protected-object < property
  en Attack on a specially protected object: A hospital, school, place of worship, monument or the like is struck.
  uk Напад на об’єкт під особливим захистом: Удару завдано по лікарні, школі, святині, пам’ятці тощо.
attack-on-vital-object < property
  en Attack on objects needed to survive: Food, water, heating or power on which civilians depend is struck or made useless.
  uk Напад на життєво необхідне: Уражено або виведено з ладу їжу, воду, тепло чи електрику, від яких залежать цивільні.
looting < property
  en Looting: Things are taken without right under cover of conflict.
  uk Мародерство: Речі забирають без права, користуючись конфліктом.
  = huridocs:4/130101 acled:looting-property-destruction
seizure-of-property < property
  en Seizure or extortion: Property or money is taken by order, threat or forged right.
  uk Захоплення майна або здирництво: Майно чи гроші відбирають наказом, погрозою або підробленим правом.
  = huridocs:4/130104 huridocs:4/130107 huridocs:4/130108
military-use < property
  en Military use of a civilian place: Fighters place themselves or weapons in a school, hospital or other civilian place.
  uk Військове використання цивільного місця: Бійці розміщують себе або зброю в школі, лікарні чи іншому цивільному місці.
environmental-damage < property
  en Damage to the environment: Nature is harmed widely, severely or for long.
  uk Шкода довкіллю: Природі завдано великої, тяжкої або тривалої шкоди.
humanitarian
  en Against humanitarian and medical work: Conduct that hits or hinders those who help.
  uk Проти гуманітарної та медичної роботи: Дії, що вражають тих, хто допомагає, або заважають їм.
attack-on-aid < humanitarian
  en Attack on aid workers or goods: Humanitarian staff, vehicles, stores or offices are attacked.
  uk Напад на гуманітарну допомогу: Атаковано гуманітарний персонал, транспорт, склади чи офіси.
attack-on-health-care < humanitarian
  en Attack on health care: Patients, medical staff, transports or facilities are attacked or obstructed.
  uk Напад на медичну допомогу: Пацієнтів, медиків, медичний транспорт чи заклади атаковано або їм завадили.
denial-of-aid < humanitarian
  en Denial of aid: Relief that people need is refused, delayed or diverted.
  uk Недопущення допомоги: Потрібну людям допомогу не пропускають, затримують або відбирають.
starvation < humanitarian
  en Starvation as a method of warfare: People are deprived of food or water on purpose.
  uk Голод як метод війни: Людей умисно позбавляють їжі або води.
  = huridocs:5/0107
raid < humanitarian
  en Raid on premises or convoy: An armed group enters premises or stops a convoy by force.
  uk Наліт на приміщення чи колону: Озброєна група силою входить у приміщення або зупиняє колону.
misuse-of-emblem < humanitarian
  en Misuse of a protective emblem: The red cross, a white flag or a similar sign is used to deceive.
  uk Зловживання захисною емблемою: Червоний хрест, білий прапор чи подібний знак використано для обману.
expression
  en Against expression and association: Conduct that silences people or keeps them from acting together.
  uk Проти висловлення та об’єднання: Дії, що змушують мовчати або не дають діяти разом.
  = huridocs:4/10 huridocs:4/12
censorship < expression
  en Censorship or blocking: Publishing is forbidden, blocked or punished.
  uk Цензура або блокування: Публікації забороняють, блокують або карають за них.
  = huridocs:4/100101 huridocs:4/100102
assembly-dispersal < expression
  en Breaking up of an assembly: A gathering is forbidden or dispersed.
  uk Розгін зібрання: Зібрання забороняють або розганяють.
  = huridocs:4/120105 acled:protest-with-intervention acled:excessive-force-against-protesters
organisation-closure < expression
  en Closure or listing of an organisation: A group is banned, closed, or listed as foreign agent, extremist or undesirable.
  uk Закриття або внесення до реєстру: Об’єднання забороняють, закривають або оголошують іноземним агентом, екстремістським чи небажаним.
  = huridocs:4/120101 huridocs:4/120103
smear < expression
  en Smear or branding: A person or group is publicly called enemy, spy, traitor or terrorist.
  uk Цькування або таврування: Людину чи групу прилюдно називають ворогом, шпигуном, зрадником або терористом.
  = huridocs:4/1401
incitement < expression
  en Incitement: People are called on to commit violence, or to hate a group.
  uk Підбурювання: Людей закликають до насильства або ненависті до групи.
forced-allegiance < expression
  en Forced allegiance: Protected persons are made to swear loyalty, take a passport or serve in hostile forces.
  uk Примус до відданості: Захищених осіб змушують присягати, брати паспорт або служити у ворожих силах.
privacy
  en Against privacy and digital safety: Conduct that spies on people or turns their data against them.
  uk Проти приватності та цифрової безпеки: Дії, що стежать за людьми або обертають їхні дані проти них.
  = huridocs:4/04
search < privacy
  en Search of home or office: Premises are searched, and papers or devices taken.
  uk Обшук житла чи офісу: Приміщення обшукують, вилучають документи або пристрої.
  = huridocs:4/040101 huridocs:4/120102
surveillance < privacy
  en Surveillance: A person is followed, watched, tapped or tracked.
  uk Стеження: За людиною ходять, спостерігають, прослуховують або відстежують її.
  = huridocs:4/02010303 huridocs:4/120104
digital-attack < privacy
  en Digital attack: Devices, accounts or networks are broken into or brought down.
  uk Цифровий напад: Пристрої, облікові записи чи мережі зламують або виводять з ладу.
doxxing < privacy
  en Publication of private data: Address, family or other private data are published to do harm.
  uk Оприлюднення приватних даних: Адресу, родину чи інші приватні дані оприлюднюють, щоб завдати шкоди.
due-process
  en Against due process: Conduct that turns law or courts against a person unfairly.
  uk Проти належного правосуддя: Дії, що несправедливо обертають закон чи суд проти людини.
unfair-trial < due-process
  en Unfair prosecution or trial: A person is charged or tried without the guarantees of a fair trial.
  uk Несправедливе переслідування чи суд: Людину обвинувачують або судять без гарантій справедливого суду.
fabricated-evidence < due-process
  en Fabricated evidence: Evidence is planted, forged or staged.
  uk Фальсифікація доказів: Докази підкидають, підробляють або інсценують.
forced-confession < due-process
  en Forced confession: A person is made to confess or to speak on camera.
  uk Примусове зізнання: Людину змушують зізнатися або говорити на камеру.
denial-of-counsel < due-process
  en Held without contact: A person held may not see a lawyer, family or the Red Cross.
  uk Тримання без зв’язку: Утримувану особу не допускають до адвоката, родини чи Червоного Хреста.
collective-punishment < due-process
  en Collective punishment or reprisal: People are punished for what others did, their families included.
  uk Колективне покарання або відплата: Людей карають за чужі дії, зокрема їхні родини.
  = huridocs:4/020121
children
  en Against children: Conduct that harms children as children.
  uk Проти дітей: Дії, що завдають шкоди дітям саме як дітям.
  = huridocs:4/31
child-recruitment < children
  en Recruitment or use of children: Persons under eighteen are taken into armed forces or groups, or used in fighting.
  uk Вербування або використання дітей: Осіб до вісімнадцяти років беруть до збройних сил чи груп або використовують у боях.
child-transfer < children
  en Removal of children: Children are taken from family, place or people, adopted or given another citizenship.
  uk Вивезення дітей: Дітей відбирають від родини, місця чи народу, всиновлюють або змінюють їм громадянство.
denial-of-education < children
  en Denial of education: Children are kept from school or made to learn an occupier's doctrine.
  uk Позбавлення освіти: Дітям не дають учитися або нав’язують ідеологію окупанта.
other
  en Other conduct: Something that no term here names; say what in the act's own words.
  uk Інше діяння: Те, чого не називає жоден термін тут; опишіть власними словами.
unknown
  en Unknown: What was done is not known.
  uk Невідомо: Що було вчинено, невідомо.
  = awsd:unknown
`;
