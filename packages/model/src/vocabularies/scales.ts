import { vocabulary } from './vocabulary.ts';

/** Standards of proof, lowest first; forums use their own names for the same steps. */
export const PROOF_LEVELS = vocabulary(
  'proof-level',
  `
0
  en No information: Nothing supports this yet.
  uk Немає відомостей: Цього поки що ніщо не підтверджує.
1
  en Some indication: There is an allegation and it has a source.
  uk Окремі ознаки: Є твердження, і відоме його джерело.
2
  en Reasonable suspicion: There are grounds to look further; other explanations remain open.
  uk Обґрунтована підозра: Є підстави перевіряти далі; інші пояснення залишаються можливими.
3
  en Reasonable grounds: A reliable and consistent body of information lets a prudent person believe that it happened.
  uk Розумні підстави вважати: Надійна й узгоджена сукупність відомостей дає розсудливій людині підстави вважати, що це сталося.
4
  en Balance of probabilities: It is more likely than not that it happened.
  uk Перевага ймовірностей: Імовірніше, що це сталося, ніж що ні.
5
  en Clear and convincing: The information is firm and very solid, and doubts are weak.
  uk Ясно й переконливо: Відомості тверді й дуже вагомі, сумніви слабкі.
6
  en Beyond reasonable doubt: It is the only reasonable conclusion from everything that is known.
  uk Поза розумним сумнівом: Це єдиний розумний висновок з усього відомого.
`,
);

export const SENSITIVITY_TERMS = vocabulary(
  'sensitivity',
  `
public
  en Public: Anyone may read it, once a person has released it.
  uk Для всіх: Може читати будь-хто, щойно людина це оприлюднила.
partner
  en Partners: Organisations that work with the team may read it.
  uk Для партнерів: Можуть читати організації, що працюють разом із командою.
internal
  en Internal: Only the team of the compartment reads it.
  uk Для команди: Читає лише команда цього відділення.
case-only
  en Case only: Only those who work on this case read it.
  uk Лише для справи: Читають лише ті, хто веде цю справу.
sealed
  en Sealed: Only those named as holders of a key read it.
  uk Запечатано: Читають лише названі власники ключа.
`,
);
