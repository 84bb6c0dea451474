import type { Label } from '../vocabulary/labels.ts';
import type { Say } from '../words/words.ts';
import type { Reason } from './shapes.ts';

/** From here on a comparison speaks for the same, below it against. */
export const SPEAKS_FOR = 0.5;

/** What was compared, as a reader says it. */
export function reasonWords({ of, value, detail }: Reason, say: Say, label: Label): string {
  const [a = '', b = ''] = listIn(detail.names);
  switch (of) {
    case 'text': {
      const percent = Math.round(value * 100);
      return say(detail.acrossScripts === true ? 'duplicates.reason.textAcross' : 'duplicates.reason.text', {
        percent,
      });
    }
    case 'time': {
      const hours = Number(detail.hoursApart ?? 0);
      if (detail.overlap === true) return say('duplicates.reason.timeOverlap');
      return hours < 48
        ? say('duplicates.reason.timeHours', { n: hours })
        : say('duplicates.reason.timeDays', { n: Math.round(hours / 24) });
    }
    case 'place':
      if (detail.names) return say('duplicates.reason.placeNames', { a, b });
      return say(detail.within === true ? 'duplicates.reason.placeWithin' : 'duplicates.reason.placeApart', {
        km: Number(detail.km ?? 0),
      });
    case 'name':
      return say(detail.acrossScripts === true ? 'duplicates.reason.nameAcross' : 'duplicates.reason.name', { a, b });
    case 'code': {
      const codes = listIn(detail.codes).map((code) => codeWords(code, label));
      return codes.length > 0
        ? say('duplicates.reason.codes', { codes: codes.join(', ') })
        : say('duplicates.reason.noCodes');
    }
    case 'external':
      return say(value > 0 ? 'duplicates.reason.externalSame' : 'duplicates.reason.externalOther', {
        dataset: String(detail.dataset ?? ''),
      });
    case 'file':
      return say('duplicates.reason.file', { n: Number(detail.files ?? 1) });
    case 'type':
      return say(value > 0 ? 'duplicates.reason.typeSame' : 'duplicates.reason.typeOther');
  }
}

const listIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** `scheme:code` as a word. */
export function codeWords(coded: string, label: Label): string {
  const colon = coded.indexOf(':');
  return label(coded.slice(0, colon), coded.slice(colon + 1));
}

/** How alike, in three words: the number would say more than it knows. */
export function alikeness(score: number): 1 | 2 | 3 {
  if (score >= 0.9) return 3;
  return score >= 0.75 ? 2 : 1;
}
