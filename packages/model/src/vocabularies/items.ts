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
exact-copy
  en Exact copy: Bit for bit the same as the original, shown by its digest.
  uk Точна копія: Побітово тотожна оригіналу, що видно з геш-суми.
web-archive
  en Web archive: A page with its parts and the server's answers, in an archive format.
  uk Вебархів: Сторінка з її складниками та відповідями сервера в архівному форматі.
platform-copy
  en Platform copy: Downloaded from a platform that compresses and strips metadata.
  uk Копія з платформи: Завантажено з платформи, яка стискає файли й вилучає метадані.
screenshot
  en Screenshot: A picture of a screen.
  uk Знімок екрана: Зображення екрана.
export
  en Export: A table or report drawn from someone's database.
  uk Вивантаження: Таблиця або звіт із чиєїсь бази даних.
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
