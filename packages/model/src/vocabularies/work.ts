import { vocabulary } from './vocabulary.ts';

/** How a batch came in. */
export const BATCH_KINDS = vocabulary(
  'batch-kind',
  `
folder
  en Files: Files or a folder from a computer.
  uk Файли: Файли або тека з комп’ютера.
links
  en Links: A list of addresses.
  uk Посилання: Перелік адрес.
telegram
  en Telegram export: A folder that Telegram Desktop wrote.
  uk Експорт із Telegram: Тека, яку створив Telegram Desktop.
import
  en Import: A file of rows, read as incidents.
  uk Імпорт: Файл із рядками, прочитаний як події.
other
  en Other: Something that came in otherwise.
  uk Інше: Те, що надійшло в інший спосіб.
`,
);

/** What was decided when an item was looked through. */
export const TRIAGE_STATES = vocabulary(
  'triage',
  `
waiting
  en Waiting: Nobody has decided yet.
  uk Очікує: Ще ніхто не вирішив.
attached
  en Attached: It belongs to an incident.
  uk Долучено: Матеріал належить до події.
irrelevant
  en Irrelevant: It is of no use for the record; it stays.
  uk Не стосується: Для запису не потрібне; зберігається.
later
  en Later: To be looked at once more.
  uk Пізніше: Слід переглянути ще раз.
`,
);

/** How something was verified (Berkeley Protocol, chapter VI.E: source, technical and content analysis). */
export const STEP_TECHNIQUES = vocabulary(
  'step-technique',
  `
geolocation
  en Geolocation: Where it was recorded, by comparing what is seen with maps and imagery.
  uk Геолокація: Де це записано: видиме порівняно з картами та знімками.
chronolocation
  en Chronolocation: When it was recorded, by shadows, weather, events or other signs of time.
  uk Хронолокація: Коли це записано: за тінями, погодою, подіями чи іншими ознаками часу.
source-analysis
  en Source analysis: Who published it first, and what is known of them.
  uk Аналіз джерела: Хто оприлюднив першим і що про нього відомо.
technical-analysis
  en Technical analysis: Metadata, traces of editing, earlier appearances of the picture.
  uk Технічний аналіз: Метадані, сліди редагування, попередні появи зображення.
content-analysis
  en Content analysis: Whether what is seen and heard fits together and fits what is known.
  uk Аналіз змісту: Чи узгоджується видиме й почуте між собою та з відомим.
weapon-identification
  en Weapon identification: Which weapon or munition, by remnants, sound or damage.
  uk Визначення зброї: Яка зброя чи боєприпас: за уламками, звуком або руйнуваннями.
other
  en Other technique: Another way of verifying, described in the step.
  uk Інший спосіб: Інший спосіб перевірки, описаний у кроці.
`,
);

/** What came of a step; that nothing did is a result too. */
export const STEP_OUTCOMES = vocabulary(
  'step-outcome',
  `
established
  en Established: The question is answered.
  uk Встановлено: На запитання є відповідь.
narrowed
  en Narrowed down: The answer lies within narrower bounds than before.
  uk Звужено: Відповідь лежить у вужчих межах, ніж раніше.
not-found
  en Not found: It was looked for and not found.
  uk Не знайдено: Шукали й не знайшли.
contradicted
  en Contradicted: What was claimed cannot be so.
  uk Спростовано: Стверджуване не може бути правдою.
inconclusive
  en Inconclusive: The step decided nothing.
  uk Без висновку: Крок нічого не вирішив.
`,
);

/** How sure whoever took the step is of its outcome. */
export const CONFIDENCE = vocabulary(
  'confidence',
  `
low
  en Low: It rests on little; another outcome would not surprise.
  uk Низька: Підстав мало; інший результат не здивував би.
moderate
  en Moderate: Several features agree; doubts remain.
  uk Помірна: Кілька ознак збігаються; сумніви залишаються.
high
  en High: Many features agree and none speaks against it.
  uk Висока: Багато ознак збігаються, жодна не суперечить.
`,
);
