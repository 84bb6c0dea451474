import type { Check, Element, Norm } from './form.ts';

/** Nobody compared the wording below with article 30 yet; whoever does enters it here. See docs/law.md. */
const CHECK: Check = null;

const TEXT = {
  en: 'The person acted with intent and knowledge: they meant the conduct, and meant its consequence or knew that it would follow in the ordinary course of events, and were aware of the circumstances.',
  uk: 'Особа діяла умисно та усвідомлено: вона мала намір вчинити це діяння, бажала його наслідку або усвідомлювала, що він настане за звичайного перебігу подій, і знала про обставини.',
} as const;

/** The end of the key that the derived element has; no element of a file may end so. */
export const ARTICLE_30 = '/article-30';

/**
 * The mental element that article 30 of the Rome Statute supplies: intent and knowledge as to every material element that names
 * no mental element of its own (Elements of Crimes, general introduction 2). One element for each norm, because it is about
 * that norm's conduct, consequence and circumstances.
 *
 * It must not be used for a norm whose elements state all that is demanded of the mind (`mental: 'stated'`), as command
 * responsibility does: there it would demand more than the Statute.
 */
export function article30Of({ id, from, to }: Norm): Element {
  return {
    id: `${id}${ARTICLE_30}`,
    kind: 'mental',
    text: TEXT,
    source: { instrument: 'rs', article: '30' },
    ...{ from, to, check: CHECK },
  };
}
