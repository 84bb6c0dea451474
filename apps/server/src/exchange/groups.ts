/** The groups that rows of a dataset share, named in both languages of the page: the files name them in English alone. */

export const AID_WORKERS = [
  { text: 'Aid workers', lang: 'en' },
  { text: 'Гуманітарні працівники', lang: 'uk' },
];

export const CIVILIANS = [
  { text: 'Civilians', lang: 'en' },
  { text: 'Цивільні', lang: 'uk' },
];
