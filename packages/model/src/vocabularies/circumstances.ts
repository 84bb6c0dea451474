import { vocabulary } from './vocabulary.ts';

/** In what kind of situation an act was done, apart from weapon and place. */
export const ATTACK_CONTEXTS = vocabulary(
  'attack-context',
  `
ambush
  en Ambush: Attackers waited for people on their way.
  uk Засідка: Нападники чекали на людей у дорозі.
  = awsd:ambush
individual-attack
  en Attack on an individual: One person or few were singled out.
  uk Напад на окрему людину: Напад був саме на одну чи кількох осіб.
  = awsd:individual-attack
combat
  en Combat or crossfire: Those harmed were hit in or by fighting between others.
  uk Бій або перехресний вогонь: Постраждалих уражено під час бою між іншими.
  = awsd:combat-crossfire huridocs:4/01010303
raid
  en Raid: An armed group came into a place by force.
  uk Наліт: Озброєна група силою увійшла до місця.
  = awsd:raid
mob-violence
  en Mob violence: A crowd attacked.
  uk Насильство натовпу: Напав натовп.
  = awsd:mob-violence acled:mob-violence
detention
  en Detention: Those harmed were held.
  uk Утримання: Постраждалих утримували.
  = awsd:detention
checkpoint
  en At a checkpoint: People were stopped on their way.
  uk На блокпосту: Людей зупинили в дорозі.
house-search
  en House search: Homes or offices were searched.
  uk Обшуки: Обшукували домівки чи офіси.
bombardment
  en Bombardment from a distance: Weapons were fired from far away.
  uk Обстріл здалеку: Зброю застосовано з великої відстані.
protest
  en Protest: A demonstration or its dispersal.
  uk Протест: Демонстрація або її розгін.
  = acled:peaceful-protest acled:protest-with-intervention
evacuation
  en Evacuation: People were leaving or being brought out.
  uk Евакуація: Люди виїжджали або їх вивозили.
relief-distribution
  en Relief work: Relief was being brought or handed out.
  uk Надання допомоги: Допомогу везли або роздавали.
rescue-work
  en Rescue work: Helpers had come to an earlier strike.
  uk Рятувальні роботи: Рятувальники приїхали після попереднього удару.
other
  en Other: A situation that no term here names.
  uk Інше: Обставини, яких не називає жоден термін тут.
unknown
  en Unknown: The situation is not known.
  uk Невідомо: Обставини невідомі.
  = awsd:unknown
`,
);

/** Between whom the violence was. */
export const VIOLENCE_TYPES = vocabulary(
  'violence-type',
  `
state-based
  en State-based: Armed fighting in which at least one side is a State.
  uk За участю держави: Збройна боротьба, у якій щонайменше одна сторона є державою.
  = ucdp:type_of_violence=1 acled:armed-clash
non-state
  en Non-State: Armed fighting between groups, none of which is a State.
  uk Між недержавними силами: Збройна боротьба між групами, жодна з яких не є державою.
  = ucdp:type_of_violence=2 acled:armed-clash
one-sided
  en One-sided: Armed force used by a State or group against civilians.
  uk Одностороннє: Збройна сила, застосована державою чи групою проти цивільних.
  = ucdp:type_of_violence=3 acled:attack
unknown
  en Unknown: Between whom it was is not known.
  uk Невідомо: Між ким це було, невідомо.
`,
);
