import { vocabulary } from './vocabulary.ts';

/** What an actor is, apart from any role. Terms below `person` are natural persons, whose names are guarded. */
export const ACTOR_TYPES = vocabulary(
  'actor-type',
  `
person
  en Person: One human being.
  uk Особа: Одна людина.
  = huridocs:7/01
staff-member < person
  en Staff member: A person who works for the organisation that was harmed.
  uk Працівник: Людина, яка працює в організації, що зазнала шкоди.
  = awsd:staff-member
aid-recipient < person
  en Aid recipient: A person who receives relief from the organisation concerned.
  uk Отримувач допомоги: Людина, яка отримує допомогу від відповідної організації.
  = awsd:aid-recipient
private-individual < person
  en Private individual: A person acting for nobody else, such as a spouse, employer or neighbour.
  uk Приватна особа: Людина, що діє лише від себе, наприклад подружжя, роботодавець чи сусід.
  = huridocs:24/11
group
  en Group: People without a firm organisation, such as residents, a family or a crowd.
  uk Група: Люди без сталої організації, наприклад мешканці, родина чи натовп.
  = huridocs:7/03
mob < group
  en Crowd or mob: People who act together on the spot.
  uk Натовп: Люди, що діють разом на місці.
  = huridocs:24/0205 acled:rioters
unaffiliated < group
  en Unaffiliated: One or several who belong to no known force or organisation.
  uk Не належать до жодної сили: Один чи кілька, що не належать до відомої сили чи організації.
  = awsd:unaffiliated
criminal-group < group
  en Criminals: A gang or others who act for gain.
  uk Злочинці: Банда або інші, хто діє заради зиску.
  = awsd:criminal
unit
  en Military unit: A formation or unit of armed forces or of an armed group.
  uk Військовий підрозділ: З’єднання чи підрозділ збройних сил або збройної групи.
state-body
  en State body: An authority of a State; use it when nothing narrower is known.
  uk Державний орган: Орган держави; уживається, коли вужчого не встановлено.
  = huridocs:24/01 awsd:state-unknown
government < state-body
  en Government of the place: The State on whose territory the event took place.
  uk Влада цієї держави: Держава, на території якої сталася подія.
  = huridocs:24/0101 awsd:host-state
armed-forces < state-body
  en Armed forces: The army, navy, air force or another State force.
  uk Збройні сили: Армія, флот, авіація чи інша державна сила.
  = huridocs:24/010103 acled:state-forces
foreign-forces < armed-forces
  en Foreign or coalition forces: Forces of another State or of several States.
  uk Іноземні або коаліційні сили: Сили іншої держави чи кількох держав.
  = acled:external-other-forces awsd:foreign-or-coalition-forces
occupying-power < foreign-forces
  en Occupying power: Forces and bodies of a State that controls foreign territory.
  uk Держава-окупант: Сили й органи держави, що контролює чужу територію.
  = huridocs:24/03
police < state-body
  en Police or paramilitary: Police, gendarmerie, border guard or forces like them.
  uk Поліція або воєнізовані сили: Поліція, жандармерія, прикордонники чи подібні сили.
  = huridocs:24/010104 huridocs:24/020101 awsd:police-or-paramilitary
intelligence < state-body
  en Intelligence service: A secret or security service.
  uk Спецслужба: Розвідка або служба безпеки.
  = huridocs:24/010106
prison-service < state-body
  en Prison service: The authority or staff of a place of detention.
  uk Тюремна служба: Орган чи персонал місця утримання.
  = huridocs:24/010105
court < state-body
  en Court or prosecution: Judges, prosecutors and investigators.
  uk Суд або прокуратура: Судді, прокурори та слідчі.
  = huridocs:24/0103
legislature < state-body
  en Legislature: A parliament or local council.
  uk Законодавчий орган: Парламент або місцева рада.
  = huridocs:24/0102
local-authority < state-body
  en Local authority: A region's, town's or village's administration, also one set up by an occupier.
  uk Місцева влада: Адміністрація області, міста чи села, зокрема створена окупантом.
  = huridocs:24/010102
armed-group
  en Non-State armed group: An armed organisation outside a State; its reach is not known.
  uk Недержавна збройна група: Збройна організація поза державою; масштаб невідомий.
  = huridocs:24/0202 acled:rebel-group awsd:non-state-armed-group-unknown
armed-group-local < armed-group
  en Armed group, part of a country: Acts in one part of a country.
  uk Збройна група в частині країни: Діє в частині країни.
  = awsd:non-state-armed-group-subnational
armed-group-national < armed-group
  en Armed group, national: Acts in one country.
  uk Збройна група національна: Діє в одній країні.
  = awsd:non-state-armed-group-national
armed-group-regional < armed-group
  en Armed group, regional: Acts in several neighbouring countries.
  uk Збройна група регіональна: Діє в кількох сусідніх країнах.
  = awsd:non-state-armed-group-regional
armed-group-global < armed-group
  en Armed group, global: Acts in several parts of the world.
  uk Збройна група глобальна: Діє в кількох частинах світу.
  = awsd:non-state-armed-group-global
militia < armed-group
  en Militia: An armed group that fights beside a State or for a community.
  uk Ополчення: Збройна група, що воює поруч із державою або за громаду.
  = huridocs:24/0201 acled:political-militia acled:identity-militia
private-military < armed-group
  en Private military company: A company whose staff fights or guards for pay.
  uk Приватна військова компанія: Компанія, працівники якої воюють чи охороняють за плату.
  = huridocs:24/0203 huridocs:24/0204
organisation
  en Organisation: A body with members or staff; use it when nothing narrower is known.
  uk Організація: Об’єднання з членами чи працівниками; уживається, коли вужчого не встановлено.
civil-society < organisation
  en Civil-society organisation: A non-governmental organisation, union or association.
  uk Громадська організація: Недержавна організація, спілка чи об’єднання.
humanitarian-organisation < organisation
  en Humanitarian organisation: An organisation that gives relief, the Red Cross and Red Crescent included.
  uk Гуманітарна організація: Організація, що надає допомогу, зокрема Червоний Хрест і Червоний Півмісяць.
international-organisation < organisation
  en International organisation: A body set up by States, such as the United Nations.
  uk Міжнародна організація: Організація, створена державами, наприклад ООН.
company < organisation
  en Company: A business.
  uk Компанія: Підприємство.
  = huridocs:24/21
medium < organisation
  en News medium: A newspaper, broadcaster or news site.
  uk Медіа: Газета, мовник чи новинний сайт.
data-publisher < organisation
  en Data publisher: An organisation or project that publishes a data set.
  uk Видавець даних: Організація чи проєкт, що публікує набір даних.
party < organisation
  en Political or religious organisation: A party, church or movement.
  uk Політична або релігійна організація: Партія, церква чи рух.
facility
  en Facility: A place that acts through its staff: hospital, school, place of detention.
  uk Заклад: Місце, що діє через свій персонал: лікарня, школа, місце утримання.
account
  en Account: A social-media account or channel whose owner is not established.
  uk Обліковий запис: Сторінка чи канал у соціальних мережах, власника яких не встановлено.
other
  en Other: Something that no term here names.
  uk Інше: Те, чого не називає жоден термін тут.
  = huridocs:24/90
unknown
  en Unknown: What the actor is, is not known.
  uk Невідомо: Ким є дійова особа, невідомо.
  = huridocs:24/99 awsd:unknown
`,
);
