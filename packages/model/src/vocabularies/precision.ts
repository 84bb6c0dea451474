import { vocabulary } from './vocabulary.ts';

export const TIME_PRECISION_TERMS = vocabulary(
  'time-precision',
  `
minute
  en Minute: Known to the minute.
  uk Хвилина: Відомо з точністю до хвилини.
hour
  en Hour: Known to the hour.
  uk Година: Відомо з точністю до години.
day
  en Day: Known to the day.
  uk День: Відомо з точністю до дня.
  = ucdp:date_prec=1 acled:time-precision-1
few-days
  en Few days: Known to within two to six days.
  uk Кілька днів: Відомо з точністю від двох до шести днів.
  = ucdp:date_prec=2
week
  en Week: Known to the week.
  uk Тиждень: Відомо з точністю до тижня.
  = ucdp:date_prec=3 acled:time-precision-2
month
  en Month: Known to the month; the day is unknown.
  uk Місяць: Відомо місяць; день невідомий.
  = ucdp:date_prec=4 acled:time-precision-3
year
  en Year: Known to the year; month and day are unknown.
  uk Рік: Відомо рік; місяць і день невідомі.
  = ucdp:date_prec=5
unknown
  en Unknown: How exact the date is, or the date itself, is not known.
  uk Невідомо: Невідома сама дата або її точність.
`,
);

export const PLACE_PRECISION_TERMS = vocabulary(
  'place-precision',
  `
exact
  en Exact spot: The spot itself is known.
  uk Точне місце: Відоме саме місце.
  = ucdp:where_prec=1
near
  en Near a known place: Within a few kilometres of a known place.
  uk Поблизу відомого місця: У межах кількох кілометрів від відомого місця.
  = ucdp:where_prec=2 acled:geo-precision-1
adm3
  en Third-level unit: Somewhere in a municipality or commune.
  uk Одиниця третього рівня: Десь у межах громади.
adm2
  en Second-level unit: Somewhere in a district.
  uk Одиниця другого рівня: Десь у межах району.
  = ucdp:where_prec=3 acled:geo-precision-2
adm1
  en First-level unit: Somewhere in a region or province.
  uk Одиниця першого рівня: Десь у межах області.
  = ucdp:where_prec=4 acled:geo-precision-3
line
  en Line or loose area: Along a road, river or front, or in an area without firm borders.
  uk Лінія або нечітка місцевість: Уздовж дороги, річки чи лінії фронту або в місцевості без чітких меж.
  = ucdp:where_prec=5
country
  en Country: Somewhere in the country.
  uk Країна: Десь у межах країни.
  = ucdp:where_prec=6
sea-air
  en Sea or air: Over international waters or in the air.
  uk Море або повітря: У міжнародних водах або в повітрі.
  = ucdp:where_prec=7
unknown
  en Unknown: How exact the place is, or the place itself, is not known.
  uk Невідомо: Невідоме саме місце або його точність.
`,
);
