import { vocabulary } from './vocabulary.ts';

/** How a source knows what it says. */
export const CONNECTIONS = vocabulary(
  'source-connection',
  `
victim
  en Victim: The source suffered the act.
  uk Потерпіла особа: Джерело саме зазнало діяння.
  = huridocs:19/0101
eyewitness
  en Eyewitness: The source saw or heard it happen.
  uk Очевидець: Джерело бачило або чуло, як це сталося.
  = huridocs:19/0102
perpetrator
  en Perpetrator: The source took part in the act.
  uk Виконавець: Джерело брало участь у діянні.
  = huridocs:19/0103
relative
  en Relative or friend: The source knows it from closeness to someone involved.
  uk Родич або близька людина: Джерело знає про це через близькість до учасника подій.
  = huridocs:19/020101 huridocs:19/020201
colleague
  en Colleague: The source worked or organised together with someone involved.
  uk Колега: Джерело працювало або діяло разом з учасником подій.
  = huridocs:19/020102 huridocs:19/020103 huridocs:19/020202 huridocs:19/020203
professional
  en Professional: The source helped or examined someone involved: doctor, lawyer, rescuer, social worker.
  uk Фахівець: Джерело допомагало учаснику подій або оглядало його: лікар, адвокат, рятувальник, соціальний працівник.
  = huridocs:19/04
hearsay
  en Second hand: The source repeats what others told.
  uk З чужих слів: Джерело переказує почуте від інших.
  = huridocs:19/03
journalist
  en Journalist: A reporter or news outlet that gathered the information.
  uk Журналіст: Репортер або медіа, що зібрали ці відомості.
  = huridocs:19/0301
ngo
  en Civil-society organisation: An organisation that documents or assists, from its own work.
  uk Громадська організація: Організація, що документує або допомагає, за власними матеріалами.
  = huridocs:19/0404
intergovernmental
  en Intergovernmental organisation: A body of the United Nations or of another group of States.
  uk Міжурядова організація: Орган Організації Об’єднаних Націй або іншого об’єднання держав.
official
  en Official: A State body or a person speaking for it.
  uk Офіційна особа: Державний орган або той, хто говорить від його імені.
party
  en Party to the conflict: Forces or authorities that take part in the fighting.
  uk Сторона конфлікту: Сили або органи влади, що беруть участь у бойових діях.
dataset
  en Data collection: A data set whose editors gathered it from other sources.
  uk Набір даних: Набір даних, укладачі якого зібрали його з інших джерел.
social-media
  en Social-media account: An account whose owner's connection to the event is not established.
  uk Допис у соціальних мережах: Обліковий запис, зв’язок власника якого з подією не встановлено.
remote-sensing
  en Remote observation: Satellite images, sensors or intercepted signals.
  uk Дистанційне спостереження: Супутникові знімки, датчики або перехоплені сигнали.
unknown
  en Unknown: How the source knows this is not established.
  uk Невідомо: Не встановлено, звідки джерело це знає.
  = huridocs:19/99
`,
);

/** The Admiralty scale's first axis: what the source is worth, apart from what it says. */
export const RELIABILITY = vocabulary(
  'reliability',
  `
A
  en Completely reliable: No doubt about the source; it has always proved right.
  uk Цілком надійне: Жодних сумнівів щодо джерела; воно завжди виявлялося правим.
  = huridocs:42/01
B
  en Usually reliable: Small doubts; the source has proved right most of the time.
  uk Зазвичай надійне: Незначні сумніви; джерело здебільшого виявлялося правим.
  = huridocs:42/02
C
  en Fairly reliable: Some doubts; the source has proved right before.
  uk Доволі надійне: Є певні сумніви; джерело раніше виявлялося правим.
  = huridocs:42/03
D
  en Not usually reliable: Serious doubts; the source has proved right at times.
  uk Здебільшого ненадійне: Серйозні сумніви; джерело інколи виявлялося правим.
  = huridocs:42/04
E
  en Unreliable: The source has proved wrong or untrue.
  uk Ненадійне: Джерело виявлялося неправим або неправдивим.
  = huridocs:42/05
F
  en Cannot be judged: Nothing is known to assess the source by.
  uk Неможливо оцінити: Немає на підставі чого оцінити джерело.
  = huridocs:42/99
`,
);

/** The Admiralty scale's second axis: what the information is worth, apart from who says it. */
export const CREDIBILITY = vocabulary(
  'credibility',
  `
1
  en Confirmed: Independent sources say the same; it is logical and fits what else is known.
  uk Підтверджено: Незалежні джерела кажуть те саме; це логічно й узгоджується з відомим.
2
  en Probably true: Not confirmed; logical and in keeping with what else is known.
  uk Імовірно правдиве: Не підтверджено; логічно й узгоджується з відомим.
3
  en Possibly true: Not confirmed; reasonable, and partly in keeping with what else is known.
  uk Можливо правдиве: Не підтверджено; правдоподібно й частково узгоджується з відомим.
4
  en Doubtful: Not confirmed; possible but not supported by anything else.
  uk Сумнівне: Не підтверджено; можливе, але ніщо інше цього не підтримує.
5
  en Improbable: Not confirmed; contradicted by what else is known.
  uk Малоймовірне: Не підтверджено; суперечить відомому.
6
  en Cannot be judged: Nothing is known to compare the information with.
  uk Неможливо оцінити: Немає з чим порівняти ці відомості.
`,
);
