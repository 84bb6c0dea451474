import { vocabulary } from './vocabulary.ts';

/** What was hit, or in what kind of place the act was done. */
export const OBJECTS = vocabulary(
  'object',
  `
home
  en Home: A house, flat or yard where people live; an area of such.
  uk Житло: Будинок, квартира чи двір, де живуть люди; район із таких.
  = huridocs:17/0101 awsd:home civilian-harm:residential
apartment-block < home
  en Block of flats: A building with many homes.
  uk Багатоквартирний будинок: Будівля з багатьма помешканнями.
shelter < home
  en Shelter or collective centre: A cellar, bunker or place where displaced people stay.
  uk Укриття або місце тимчасового проживання: Підвал, сховище або місце, де живуть переміщені люди.
health-care
  en Health care: A place of treatment; use it when nothing narrower is known.
  uk Медичний заклад: Місце лікування; уживається, коли вужчого не встановлено.
  = civilian-harm:healthcare
hospital < health-care
  en Hospital: A place with beds where the sick and wounded are treated.
  uk Лікарня: Заклад із ліжками, де лікують хворих і поранених.
  = huridocs:17/0405
clinic < health-care
  en Clinic or pharmacy: A practice, first-aid post or pharmacy.
  uk Поліклініка або аптека: Амбулаторія, медпункт чи аптека.
  = huridocs:17/0406
ambulance < health-care
  en Medical transport: An ambulance or another vehicle that carries the sick.
  uk Медичний транспорт: Швидка або інший транспорт, що перевозить хворих.
care-home < health-care
  en Care home: An institution for old, sick, disabled people or for orphans.
  uk Інтернат: Заклад для літніх, хворих, людей з інвалідністю або сиріт.
  = huridocs:17/0407
education
  en School or child care: A place of teaching or care; use it when nothing narrower is known.
  uk Школа або дитячий заклад: Місце навчання чи догляду; уживається, коли вужчого не встановлено.
  = civilian-harm:school-or-childcare
kindergarten < education
  en Kindergarten: A place for children below school age.
  uk Дитячий садок: Заклад для дітей дошкільного віку.
  = huridocs:17/0401
school < education
  en School: A primary or secondary school.
  uk Школа: Початкова чи середня школа.
  = huridocs:17/0402 huridocs:17/0403
university < education
  en College or university: A place of higher or vocational teaching.
  uk Коледж або університет: Заклад вищої чи професійної освіти.
  = huridocs:17/0404
culture
  en Culture: A museum, library, theatre, archive or monument.
  uk Культура: Музей, бібліотека, театр, архів чи пам’ятка.
  = huridocs:17/0408 huridocs:17/050502 huridocs:17/0601 civilian-harm:cultural
religion
  en Place of worship: A church, mosque, synagogue, temple or shrine.
  uk Культова споруда: Церква, мечеть, синагога, храм чи святиня.
  = huridocs:17/0507 civilian-harm:religious
cemetery
  en Cemetery: A place where the dead are buried.
  uk Кладовище: Місце, де поховано померлих.
  = huridocs:17/0604
administration
  en Public administration: An office of the State, region or community, or a court.
  uk Адміністративна будівля: Установа держави, області чи громади або суд.
  = huridocs:17/0301 huridocs:17/0307 civilian-harm:administrative
emergency-service < administration
  en Emergency service: A fire station or rescue post, its staff and vehicles.
  uk Рятувальна служба: Пожежна частина чи рятувальний пост, їхній персонал і техніка.
commerce
  en Shop or business: A shop, market, bank, hotel or office.
  uk Крамниця або підприємство послуг: Крамниця, ринок, банк, готель чи офіс.
  = huridocs:17/0203 huridocs:17/0207 huridocs:17/0209 civilian-harm:commercial
market < commerce
  en Market: Stalls or a shopping centre where many people buy.
  uk Ринок: Ряди або торговий центр, де купує багато людей.
industry
  en Industry: A factory, mine, warehouse or workshop.
  uk Промисловість: Завод, шахта, склад чи майстерня.
  = huridocs:17/0205 huridocs:17/0206 civilian-harm:industrial
hazardous-works < industry
  en Works with dangerous forces: A dam, dyke, nuclear station or chemical plant.
  uk Об’єкт із небезпечними силами: Гребля, дамба, атомна станція чи хімічне підприємство.
energy
  en Energy supply: Power stations, lines, gas or heating.
  uk Енергопостачання: Електростанції, лінії, газ чи опалення.
water
  en Water supply: Wells, pipes, pumps or sewage.
  uk Водопостачання: Криниці, труби, насоси чи каналізація.
food
  en Food: Fields, herds, stores, mills, bakeries or kitchens.
  uk Продовольство: Поля, худоба, сховища, млини, пекарні чи кухні.
  = huridocs:17/0204 civilian-harm:food-food-infrastructure
communication
  en Communication: Broadcasting, telephone, post or network sites.
  uk Зв’язок: Мовлення, телефон, пошта чи мережі.
  = huridocs:17/0201
media < communication
  en News medium: A newsroom or press vehicle.
  uk Редакція: Редакція чи автомобіль преси.
  = huridocs:17/0506
transport
  en Transport: A road, railway, port or vehicle; use it when nothing narrower is known.
  uk Транспорт: Дорога, залізниця, порт чи транспортний засіб; уживається, коли вужчого не встановлено.
  = civilian-harm:roads-highways-transport
road < transport
  en Road: A street or road outside a building.
  uk Дорога: Вулиця чи дорога поза будівлею.
  = huridocs:17/0701 awsd:road
bridge < transport
  en Bridge: A bridge, tunnel or ferry crossing.
  uk Міст: Міст, тунель чи переправа.
  = huridocs:17/0702
station < transport
  en Station: A railway, bus or underground station.
  uk Вокзал або станція: Залізничний чи автобусний вокзал, станція метро.
  = huridocs:17/070301 huridocs:17/070304 huridocs:17/070305
port-or-airport < transport
  en Port or airport: A harbour or an airfield for civilians.
  uk Порт або аеропорт: Гавань чи цивільний аеродром.
  = huridocs:17/070303 huridocs:17/070306
civilian-vehicle < transport
  en Civilian vehicle: A car, bus, train or boat of civilians.
  uk Цивільний транспортний засіб: Автомобіль, автобус, потяг чи човен цивільних.
  = huridocs:17/0704
corridor < transport
  en Evacuation route: A way agreed or used for leaving.
  uk Шлях евакуації: Погоджений або вживаний шлях для виїзду.
checkpoint < transport
  en Checkpoint or border crossing: A place where passers-by are stopped and checked.
  uk Блокпост або пункт пропуску: Місце, де перехожих зупиняють і перевіряють.
  = huridocs:17/030201 huridocs:17/030501 huridocs:17/0804
humanitarian
  en Humanitarian place or goods: Something that serves relief; use it when nothing narrower is known.
  uk Гуманітарний об’єкт або вантаж: Те, що служить допомозі; уживається, коли вужчого не встановлено.
  = civilian-harm:humanitarian
aid-office < humanitarian
  en Office or compound of an organisation: Offices, guest houses or yards of a relief or civil-society organisation.
  uk Офіс або територія організації: Офіси, гостьові будинки чи двори гуманітарної або громадської організації.
  = huridocs:17/0504 huridocs:17/0801 awsd:office-compound
aid-site < humanitarian
  en Project site: A place where a relief organisation does its work.
  uk Місце роботи організації: Місце, де гуманітарна організація виконує свою роботу.
  = awsd:project-site
aid-convoy < humanitarian
  en Relief convoy: Vehicles that carry relief.
  uk Гуманітарна колона: Транспорт, що везе допомогу.
camp < humanitarian
  en Camp for displaced people: A camp or settlement of people who fled.
  uk Табір переміщених осіб: Табір чи поселення людей, що втекли.
  = huridocs:17/0901
public-place
  en Public place: A square, park, queue or another place open to all.
  uk Громадське місце: Площа, парк, черга чи інше відкрите для всіх місце.
  = huridocs:17/0602 huridocs:17/0603 awsd:public-location
custody
  en Place of detention: A prison, police cell, camp or hidden place where people are held.
  uk Місце утримання: Тюрма, відділок, табір чи таємне місце, де тримають людей.
  = huridocs:17/0306 huridocs:17/0905 huridocs:17/0906 awsd:custody
police
  en Police post: A police station or vehicle.
  uk Поліцейський об’єкт: Відділок або автомобіль поліції.
  = huridocs:17/0305
military
  en Military object: Positions, bases, vehicles or stores of armed forces.
  uk Військовий об’єкт: Позиції, бази, техніка чи склади збройних сил.
  = huridocs:17/0303 huridocs:17/0304 civilian-harm:military
environment
  en Nature: Forest, river, sea, soil or protected area.
  uk Довкілля: Ліс, річка, море, ґрунт чи заповідна територія.
persons
  en Persons only: People were hit, and no object or kind of place is named.
  uk Лише люди: Уражено людей, об’єкт чи вид місця не названо.
digital
  en Account, device or data: The act was done in a network or against stored data.
  uk Обліковий запис, пристрій або дані: Діяння вчинено в мережі або проти збережених даних.
other
  en Other: Something that no term here names.
  uk Інше: Те, чого не називає жоден термін тут.
  = huridocs:17/90
unknown
  en Unknown: What was hit, or in what kind of place, is not known.
  uk Невідомо: Що уражено або в якому місці, невідомо.
  = huridocs:17/99 awsd:unknown civilian-harm:undefined
`,
);
