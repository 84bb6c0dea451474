/** What follows a number, by the plural categories of CLDR. */
export interface PluralForms {
  en: { one: string; other: string };
  uk: { one: string; few: string; many: string };
}

const forms = (en: string, uk: readonly [one: string, few: string, many: string]): PluralForms => {
  const [one = '', other = one] = en.split('|');
  return { en: { one, other }, uk: { one: uk[0], few: uk[1], many: uk[2] } };
};

/** For counts that name no outcome: what is counted. */
export const UNIT_FORMS = {
  persons: forms('person|persons', ['особа', 'особи', 'осіб']),
  acts: forms('act|acts', ['діяння', 'діяння', 'діянь']),
  objects: forms('object|objects', ['об’єкт', 'об’єкти', 'об’єктів']),
};

/** For counts of the vocabulary `outcome`; a test holds that none is missing. */
export const OUTCOME_FORMS: Readonly<Record<string, PluralForms>> = {
  killed: forms('killed', ['убитий', 'убиті', 'убитих']),
  injured: forms('injured', ['поранений', 'поранені', 'поранених']),
  kidnapped: forms('kidnapped', ['викрадений', 'викрадені', 'викрадених']),
  detained: forms('detained', ['затриманий', 'затримані', 'затриманих']),
  disappeared: forms('forcibly disappeared', ['насильно зниклий', 'насильно зниклі', 'насильно зниклих']),
  missing: forms('missing', ['зниклий безвісти', 'зниклі безвісти', 'зниклих безвісти']),
  tortured: forms('tortured or ill-treated', ['катований', 'катовані', 'катованих']),
  'sexual-violence': forms('subjected to sexual violence', [
    'потерпілий від сексуального насильства',
    'потерпілі від сексуального насильства',
    'потерпілих від сексуального насильства',
  ]),
  displaced: forms('displaced', ['переміщений', 'переміщені', 'переміщених']),
  deported: forms('deported', ['депортований', 'депортовані', 'депортованих']),
  evacuated: forms('evacuated', ['евакуйований', 'евакуйовані', 'евакуйованих']),
  released: forms('released', ['звільнений', 'звільнені', 'звільнених']),
  affected: forms('affected', ['постраждалий', 'постраждалі', 'постраждалих']),
  destroyed: forms('object destroyed|objects destroyed', ['знищений об’єкт', 'знищені об’єкти', 'знищених об’єктів']),
  damaged: forms('object damaged|objects damaged', [
    'пошкоджений об’єкт',
    'пошкоджені об’єкти',
    'пошкоджених об’єктів',
  ]),
  unknown: forms('with unknown outcome', ['з невідомим наслідком', 'з невідомим наслідком', 'з невідомим наслідком']),
};
