import { vocabulary } from './vocabulary.ts';

/** With what an act was done: weapons first, then other means. */
export const METHODS = vocabulary(
  'method',
  `
explosive
  en Explosive weapon: A weapon that acts by blast and fragments; use it when nothing narrower is known.
  uk Вибухова зброя: Зброя, що вражає вибухом та уламками; уживається, коли вужчого не встановлено.
  = huridocs:5/0106 huridocs:5/0403 awsd:other-explosives
air-strike < explosive
  en Air strike: Weapons released by an aircraft; what kind is not known.
  uk Авіаційний удар: Зброя, застосована з літака чи вертольота; якого виду, невідомо.
  = acled:air-drone-strike awsd:aerial-bombardment civilian-harm:air-strike
unguided-bomb < air-strike
  en Unguided bomb: A bomb that falls freely.
  uk Некерована авіабомба: Бомба, що падає вільно.
glide-bomb < air-strike
  en Guided or glide bomb: A bomb that steers or glides to its target.
  uk Керована авіабомба: Бомба, що наводиться або планує до цілі.
air-launched-rocket < air-strike
  en Aircraft rocket or gun: Unguided rockets or cannon of an aeroplane or helicopter.
  uk Авіаційні ракети чи гармата: Некеровані ракети або гармата літака чи вертольота.
drone < explosive
  en Drone: An uncrewed aircraft that drops, fires or carries a munition; what kind is not known.
  uk Безпілотник: Безпілотний апарат, що скидає, випускає або несе боєприпас; якого виду, невідомо.
  = acled:air-drone-strike
loitering-munition < drone
  en Loitering munition: A one-way drone that flies over an area, then dives at a target.
  uk Баражувальний боєприпас: Одноразовий безпілотник, що кружляє над місцевістю, а потім уражає ціль.
  = civilian-harm:loitering-munition
fpv-drone < drone
  en First-person-view drone: A small drone steered by the picture of its camera into a target.
  uk FPV-дрон: Малий безпілотник, який за зображенням з камери спрямовують у ціль.
drone-dropped-munition < drone
  en Munition dropped from a drone: A small bomb or grenade released by a drone that returns.
  uk Боєприпас, скинутий з дрона: Мала бомба або граната, яку скидає дрон, що повертається.
missile < explosive
  en Missile: A guided weapon with its own engine; what kind is not known.
  uk Ракета: Керована зброя з власним двигуном; якого виду, невідомо.
  = acled:shelling-artillery-missile-attack
cruise-missile < missile
  en Cruise missile: A guided missile that flies low through the air to its target.
  uk Крилата ракета: Керована ракета, що летить до цілі на малій висоті.
  = civilian-harm:cruise-missile
ballistic-missile < missile
  en Ballistic missile: A missile that is thrown high and falls on its target.
  uk Балістична ракета: Ракета, що підіймається високо й падає на ціль.
  = civilian-harm:ballistic-missile
anti-air-missile < missile
  en Anti-aircraft missile: A missile made to hit aircraft, whether it missed or was fired at the ground.
  uk Зенітна ракета: Ракета для ураження літаків, що не влучила або випущена по землі.
  = civilian-harm:anti-air-missile
anti-tank-missile < missile
  en Anti-tank missile: A missile made to hit vehicles or bunkers in sight.
  uk Протитанкова ракета: Ракета для ураження техніки чи укриттів у полі зору.
artillery < explosive
  en Artillery, kind unknown: Shells, rockets or mortar bombs fired from the ground; which is not known.
  uk Артилерія, вид невідомий: Снаряди, ракети чи міни, випущені з землі; які саме, невідомо.
  = acled:shelling-artillery-missile-attack awsd:shelling civilian-harm:he-artillery-inc-mortars
tube-artillery < artillery
  en Gun artillery: High-explosive shells of guns or howitzers.
  uk Ствольна артилерія: Фугасні снаряди гармат або гаубиць.
  = civilian-harm:he-tube-artillery
rocket-artillery < artillery
  en Rocket artillery: High-explosive rockets, fired singly or in salvos.
  uk Реактивна артилерія: Фугасні реактивні снаряди, поодинокі чи залпом.
  = civilian-harm:he-rocket-artillery
mortar < artillery
  en Mortar: Bombs fired steeply from a mortar.
  uk Міномет: Міни, випущені з міномета крутою траєкторією.
cluster-munition
  en Cluster munition: A munition that scatters smaller ones over an area.
  uk Касетний боєприпас: Боєприпас, що розсіює по площі дрібніші.
  = civilian-harm:cluster-munitions
incendiary
  en Incendiary munition: A munition made to set fire or burn persons.
  uk Запальний боєприпас: Боєприпас, призначений спричиняти пожежу або опіки.
  = civilian-harm:incendiary-munitions
white-phosphorus < incendiary
  en White phosphorus: Burning phosphorus used for smoke, light or fire.
  uk Білий фосфор: Палаючий фосфор, застосований для диму, освітлення чи підпалу.
thermobaric
  en Thermobaric munition: A munition that kills by heat and long blast of a burning cloud.
  uk Термобаричний боєприпас: Боєприпас, що вражає жаром і тривалим вибухом хмари.
  = civilian-harm:thermobaric-munition
landmine
  en Landmine: A mine set off by a person or vehicle.
  uk Міна: Міна, що спрацьовує від людини або транспорту.
  = acled:remote-explosive-landmine-ied awsd:landmine civilian-harm:land-mines
scatterable-mine < landmine
  en Scattered mine: A mine thrown over an area by rocket, aircraft or drone.
  uk Міна дистанційного мінування: Міна, розкидана ракетою, літаком чи дроном.
booby-trap
  en Booby trap: A harmless-looking thing that kills when touched.
  uk Міна-пастка: Річ, що здається безпечною, а вбиває від дотику.
explosive-remnant
  en Explosive remnant: A munition left behind or not exploded that goes off later.
  uk Вибухонебезпечний залишок: Залишений або нерозірваний боєприпас, що спрацьовує пізніше.
ied
  en Improvised device: A home-made bomb; how it was placed is not known.
  uk Саморобний вибуховий пристрій: Саморобна бомба; як її закладено, невідомо.
  = acled:remote-explosive-landmine-ied
ied-roadside < ied
  en Roadside device: A home-made bomb laid by a road.
  uk Придорожній вибуховий пристрій: Саморобна бомба, закладена біля дороги.
  = awsd:roadside-ied
ied-vehicle < ied
  en Vehicle bomb: A home-made bomb in or on a vehicle.
  uk Замінований автомобіль: Саморобна бомба в транспорті чи на ньому.
  = awsd:vehicle-born-ied awsd:vehicle-borne-ied
ied-body < ied
  en Bomb on the body: A home-made bomb that the attacker wears or carries.
  uk Бомба на тілі: Саморобна бомба, яку нападник носить на собі.
  = acled:suicide-bomb awsd:body-borne-ied
grenade
  en Hand or rifle grenade: A grenade thrown by hand or fired from a small launcher.
  uk Граната: Граната, кинута рукою або випущена з малого гранатомета.
  = acled:grenade
small-arms
  en Small arms: Pistols, rifles, machine guns.
  uk Стрілецька зброя: Пістолети, гвинтівки, кулемети.
  = huridocs:5/0101 huridocs:5/0402 awsd:shooting civilian-harm:small-arms
sniper < small-arms
  en Sniper fire: Aimed single shots from a hidden place.
  uk Снайперський вогонь: Прицільні поодинокі постріли з укриття.
vehicle-mounted
  en Weapon on a vehicle: The gun of a tank, fighting vehicle or armed car.
  uk Зброя на техніці: Гармата танка, бойової машини чи озброєного автомобіля.
  = civilian-harm:vehicle-mounted-weapon
naval
  en Naval weapon: A gun or rocket of a ship, or a sea mine.
  uk Морська зброя: Гармата чи ракета корабля або морська міна.
chemical
  en Chemical weapon: A toxic chemical used to kill, hurt or disable.
  uk Хімічна зброя: Отруйна речовина, застосована, щоб убити, поранити чи вивести з ладу.
  = acled:chemical-weapon
biological
  en Biological weapon: Germs or toxins used to cause disease.
  uk Біологічна зброя: Мікроби чи токсини, застосовані, щоб спричинити хворобу.
nuclear
  en Nuclear or radiological: A nuclear weapon, radioactive matter, or an attack that releases it.
  uk Ядерна або радіологічна: Ядерна зброя, радіоактивна речовина або напад, що її вивільняє.
riot-control
  en Riot-control means: Tear gas, water cannon, rubber bullets, stun devices.
  uk Спецзасоби проти натовпу: Сльозогінний газ, водомет, гумові кулі, світлошумові пристрої.
  = huridocs:5/0401
blade
  en Blade or sharp object: A knife or another sharp thing.
  uk Холодна зброя: Ніж або інший гострий предмет.
  = huridocs:5/0103
bodily-force
  en Bodily force or blunt object: Fists, feet, sticks, rifle butts.
  uk Фізична сила або тупий предмет: Кулаки, ноги, палиці, приклади.
  = huridocs:5/0301 awsd:bodily-assault
fire
  en Arson: Fire set on purpose without a munition.
  uk Підпал: Вогонь, спричинений умисно без боєприпасу.
  = huridocs:5/0404 huridocs:5/0105
electric-shock
  en Electric shock: Current applied to the body.
  uk Електричний струм: Струм, пропущений крізь тіло.
  = huridocs:5/0308
suffocation
  en Suffocation or drowning: Breath is cut off.
  uk Удушення або утоплення: Дихання перекрито.
  = huridocs:5/0104 huridocs:5/0309 huridocs:5/0310
stress-position
  en Forced posture or exposure: Hanging, standing, cold, heat, noise, lack of sleep.
  uk Вимушена поза або вплив середовища: Підвішування, стояння, холод, спека, шум, позбавлення сну.
  = huridocs:5/0311 huridocs:5/0307 huridocs:5/0319
deprivation
  en Deprivation: Food, water, medicine or care is withheld.
  uk Позбавлення необхідного: Не дають їжі, води, ліків або допомоги.
  = huridocs:5/0315 huridocs:5/0107
poison
  en Poison or drug: A substance given to harm or subdue.
  uk Отрута або препарат: Речовина, дана, щоб зашкодити чи приборкати.
  = huridocs:5/0108 huridocs:5/0325
sexual-means
  en Sexual violence: Sexual acts used as the means.
  uk Сексуальне насильство: Засобом є сексуальні дії.
  = huridocs:5/0305 huridocs:5/0306 awsd:rape-sexual-assault
capture
  en Seizure of a person: Force or threat used to take someone away.
  uk Захоплення людини: Сила або погроза, щоб забрати людину.
  = awsd:kidnapping awsd:kidnap-killing
vehicle
  en Vehicle as a weapon: A vehicle driven at persons or things.
  uk Транспорт як зброя: Транспортом наїжджають на людей чи речі.
threat
  en Words or threat: Harm is announced, no force is used.
  uk Слова або погроза: Про шкоду лише попереджають, сили не застосовують.
  = huridocs:5/0322 huridocs:5/0323
digital
  en Digital means: Malware, intrusion, blocking or jamming.
  uk Цифрові засоби: Шкідливі програми, злам, блокування чи глушіння.
administrative
  en Order or law: A decision, rule or paper does the harm.
  uk Наказ або закон: Шкоди завдає рішення, правило чи документ.
several
  en Several means together: More than one means was used, as the source says.
  uk Кілька засобів разом: За джерелом, застосовано більше ніж один засіб.
  = awsd:complex-attack
none
  en No weapon: The source says that no weapon was used.
  uk Без зброї: Джерело каже, що зброї не застосовували.
  = civilian-harm:none
other
  en Other means: Something that no term here names.
  uk Інший засіб: Те, чого не називає жоден термін тут.
  = huridocs:5/90
unknown
  en Unknown: With what it was done is not known.
  uk Невідомо: Чим це вчинено, невідомо.
  = huridocs:5/99 awsd:unknown civilian-harm:unknown
`,
);
