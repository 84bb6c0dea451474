import { vocabulary } from './vocabulary.ts';

/** In what form an item is held. */
export const ITEM_KINDS = vocabulary(
  'item-kind',
  `
file
  en File: A digital file received as it was, for example a photograph, a recording or a table.
  uk Файл: Цифровий файл, отриманий таким, як був: знімок, запис, таблиця.
  = huridocs:16/160815201501 huridocs:16/220904051501 huridocs:16/012104091501
capture
  en Capture: A copy of a page or post that the team or its tool made from the network.
  uk Копія з мережі: Копія сторінки або допису, яку зробила команда чи її засіб.
testimony
  en Testimony: A record of what a person told the team.
  uk Свідчення: Запис того, що людина розповіла команді.
  = huridocs:16/220903200901 huridocs:16/230920140501 huridocs:16/091420051801
paper
  en Paper: A document on paper, kept where its storage place says.
  uk Папір: Документ на папері, що зберігається у вказаному місці.
  = huridocs:16/190907140501 huridocs:16/120520200501
object
  en Object: A physical thing, for example a fragment of a weapon.
  uk Предмет: Фізична річ, наприклад уламок зброї.
link
  en Link only: An address whose content has not been captured; it may vanish.
  uk Лише посилання: Адреса, вміст якої не збережено; він може зникнути.
`,
);

/** How the content came to be fixed, which decides how much a copy can prove. */
export const CAPTURE_CLASSES = vocabulary(
  'capture-class',
  `
original
  en Original: The first recording itself, or the device's own file.
  uk Оригінал: Сам первинний запис або файл безпосередньо з пристрою.
controlled-capture
  en Controlled capture: Recorded with an application that signs the file while it is recorded, for example ProofMode or eyeWitness.
  uk Контрольована зйомка: Знято застосунком, який підписує файл під час запису, наприклад ProofMode чи eyeWitness.
exact-copy
  en Exact copy: Bit for bit the same as the original, shown by its digest.
  uk Точна копія: Побітово тотожна оригіналу, що видно з геш-суми.
web-archive
  en Web archive: A page with its parts and the server's answers, in an archive format.
  uk Вебархів: Сторінка з її складниками та відповідями сервера в архівному форматі.
platform-copy
  en Platform copy: Downloaded from a platform that compresses and strips metadata.
  uk Копія з платформи: Завантажено з платформи, яка стискає файли й вилучає метадані.
messaging-copy
  en Copy from a messenger: Received through a messaging application, which compresses and strips metadata.
  uk Копія з месенджера: Отримано через застосунок для листування, який стискає файли й вилучає метадані.
scan
  en Scan or print: A digital picture of a paper, or a paper made from a digital file.
  uk Скан або роздруківка: Цифрове зображення паперу або папір, зроблений із цифрового файлу.
screenshot
  en Screenshot: A picture of a screen.
  uk Знімок екрана: Зображення екрана.
export
  en Export: A table or report drawn from someone's database.
  uk Експорт: Таблиця або звіт із чиєїсь бази даних.
derivative
  en Derivative: Made from another item, for example a transcript, a translation or a redacted copy.
  uk Похідний матеріал: Створено з іншого матеріалу, наприклад розшифровка, переклад чи знеособлена копія.
not-captured
  en Not captured: Only described or linked; no content is held.
  uk Не збережено: Лише описано або дано посилання; вмісту немає.
unknown
  en Unknown: How the content was fixed is not established.
  uk Невідомо: Не встановлено, як зафіксовано вміст.
`,
);

/** What the source agreed to, as far as is known. */
export const CONSENT_STATUS = vocabulary(
  'consent-status',
  `
given
  en Given: The source agreed, knowing what the material will be used for.
  uk Надано: Джерело погодилося, знаючи, для чого буде використано матеріал.
limited
  en Given with limits: The source agreed to some uses only; the scope says which.
  uk Надано з обмеженнями: Джерело погодилося лише на деякі способи використання; межі вказано.
not-asked
  en Not asked: Nobody has asked the source yet.
  uk Не запитували: Джерело ще ніхто не запитав.
refused
  en Refused: The source did not agree.
  uk Відмовлено: Джерело не погодилося.
withdrawn
  en Withdrawn: The source agreed once and does so no longer.
  uk Відкликано: Джерело погоджувалося раніше, але більше не погоджується.
not-needed
  en Not needed: The material was published, or no person gave it.
  uk Не потрібна: Матеріал було оприлюднено або його не надавала особа.
`,
);

/** Whether the content may hurt whoever looks at it, as a person judged. Until somebody did, it is covered. */
export const GRAPHIC = vocabulary(
  'graphic',
  `
graphic
  en Graphic: It shows death, injury, abuse or the like; it stays covered until somebody asks for it.
  uk Тяжкий зміст: Показує смерть, поранення, наругу тощо; лишається закритим, доки його не попросять відкрити.
not-graphic
  en Not graphic: A person looked at it and found nothing that needs covering.
  uk Без тяжкого змісту: Людина переглянула матеріал і не знайшла нічого, що слід закривати.
`,
);

/** How the examination of a file ended. */
export const EXAMINATION_OUTCOMES = vocabulary(
  'examination-outcome',
  `
read
  en Read: The file was read and what it says of itself was written down.
  uk Прочитано: Файл прочитано, а те, що він повідомляє про себе, записано.
unknown-type
  en Unknown type: No program here knows this type; the file is kept as it is.
  uk Невідомий тип: Жодна програма тут не знає цього типу; файл збережено таким, як є.
malformed
  en Malformed: The file cannot be read as what it claims to be; it is kept as it is.
  uk Пошкоджений: Файл не читається як те, чим він себе називає; його збережено таким, як є.
too-large
  en Too large to show: Reading it would take more memory or pixels than is allowed; the file is kept as it is.
  uk Завеликий для показу: Читання потребувало б більше пам’яті чи пікселів, ніж дозволено; файл збережено таким, як є.
tool-missing
  en Program missing: This type needs a program that is not installed on the server.
  uk Бракує програми: Цей тип потребує програми, якої не встановлено на сервері.
timed-out
  en Took too long: Reading it did not end within its time; the file is kept as it is.
  uk Забракло часу: Читання не завершилося у відведений час; файл збережено таким, як є.
`,
);

/** What a derivative is for. */
export const DERIVATIVE_ROLES = vocabulary(
  'derivative-role',
  `
thumbnail
  en Thumbnail: A small picture for lists.
  uk Мініатюра: Невелике зображення для списків.
preview
  en Preview: A picture of a size for looking at on a screen.
  uk Зображення для перегляду: Зображення розміром для екрана.
poster
  en Still: One frame of a recording.
  uk Стоп-кадр: Один кадр відеозапису.
playable
  en Playable copy: A copy of a recording in a form that browsers play.
  uk Копія для відтворення: Копія запису у форматі, який відтворюють браузери.
transcript
  en Transcript: What is said in a recording, written down.
  uk Розшифровка: Сказане в записі, викладене письмово.
redacted
  en Redacted copy: A copy from which something was taken out to protect somebody.
  uk Знеособлена копія: Копія, з якої дещо вилучено, щоб когось захистити.
text
  en Text: The words of a page or picture, read by a program.
  uk Текст: Слова зі сторінки чи зображення, прочитані програмою.
`,
);

/** Steps of custody that people enter; those of the machine stand in the log anyway. */
export const CUSTODY_EVENTS = vocabulary(
  'custody-event',
  `
received
  en Received: It came to the team.
  uk Отримано: Матеріал потрапив до команди.
transferred
  en Handed over: It passed from one person or organisation to another.
  uk Передано: Матеріал перейшов від однієї особи чи організації до іншої.
moved
  en Moved: It was brought to another place by the same custodian.
  uk Переміщено: Той самий зберігач перевіз матеріал в інше місце.
stored
  en Stored: It was put where it is kept.
  uk Покладено на зберігання: Матеріал покладено туди, де його зберігають.
sealed
  en Packed under seal: It was packed so that an opening can be seen.
  uk Опечатано: Матеріал запаковано так, що відкриття буде помітним.
opened
  en Seal opened: Its packing was opened.
  uk Розпечатано: Упаковку відкрито.
examined
  en Analysed: Somebody examined it; the note says who, how and what with.
  uk Досліджено: Хтось його дослідив; у примітці вказано хто, як і чим.
returned
  en Given back: It went back to whoever gave it.
  uk Повернено: Матеріал повернено тому, хто його надав.
disposed
  en Disposed of: It was destroyed or given away for good.
  uk Вилучено з обігу: Матеріал знищено або віддано назавжди.
`,
);
