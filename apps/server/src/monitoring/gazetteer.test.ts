import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { gazetteerFrom } from './gazetteer.ts';
import { codab } from './gazetteer-codab.ts';
import { packed, unpacked } from './gazetteer-content.ts';
import { readGazetteer } from './gazetteer-formats.ts';
import { indexFrom, piecesOf } from './gazetteer-index.ts';
import { packedIndex } from './gazetteer-pack.ts';
import type { Gazetteer } from './gazetteer-search.ts';
import { UnreadableGazetteer } from './gazetteer-sheets.ts';
import { knownPlaces, readTowns } from './gazetteer-towns.ts';
import { KNOWN_PLACES, OBLASTS } from './gazetteer-ukraine.ts';
import { addGazetteer, listGazetteers, removeGazetteer } from './index.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

const KATOTTG = `Перший рівень;Другий рівень;Третій рівень;Четвертий рівень;Додатковий рівень;Категорія об’єкта;Назва об’єкта
UA63000000000041885;;;;;О;Харківська
UA63000000000041885;UA63040000000012345;;;;Р;Ізюмський
UA63000000000041885;UA63040000000012345;UA63040090000012346;;;Н;Ізюмська
UA63000000000041885;UA63040000000012345;UA63040090000012346;UA63040090010012347;;М;Ізюм
UA63000000000041885;UA63040000000012345;UA63040090000012346;UA63040090020012348;;С;Вигаданівка
`;
const CODAB = `ADM0_EN,ADM0_PCODE,ADM1_EN,ADM1_UA,ADM1_PCODE,ADM2_EN,ADM2_UA,ADM2_PCODE,center_lat,center_lon,area_sqkm
Ukraine,UA,Kharkivska,Харківська,UA63,Iziumskyi,Ізюмський,UA6304,49.1,37.1,5900
`;
const SQUARE = {
  type: 'Polygon',
  coordinates: [
    [
      [30, 50],
      [31, 50],
      [31, 51],
      [30, 51],
      [30, 50],
    ],
  ],
};

let gazetteer: Gazetteer;
const find = (text: string, language = 'uk') => gazetteer.find(text, { limit: 20, language });
const first = (text: string, language = 'uk') => find(text, language)[0];

describe('names of places', () => {
  beforeAll(async () => {
    const added = await readGazetteer({
      bytes: bytes(KATOTTG),
      format: 'katottg',
      title: 'Codifier',
      version: '2031-01-01',
    });
    gazetteer = await gazetteerFrom([packed(added)]);
  });

  test('there are more than 150,000, and 150 former ones of Ukraine', () => {
    expect(gazetteer.size).toBeGreaterThan(150_000);
    expect(KNOWN_PLACES.flatMap(({ former }) => former).length).toBeGreaterThanOrEqual(150);
    expect(OBLASTS.length).toBe(27);
  });

  test.each([
    ['Ізюм', 'Ізюм', 'name'],
    ['Изюм', 'Ізюм', 'name'],
    ['Izyum', 'Ізюм', 'name'],
    ['IZIUM', 'Ізюм', 'name'],
    ['м. Ізюм', 'Ізюм', 'name'],
    ['Артемівськ, Донецька', 'Бахмут', 'old-name'],
    ['Артёмовск, Донецк', 'Бахмут', 'old-name'],
    ['Artemivsk, Donetsk', 'Бахмут', 'old-name'],
    ['Дніпропетровськ', 'Дніпро', 'old-name'],
    ['Днепродзержинск', "Кам'янське", 'old-name'],
    ['Кіровоград', 'Кропивницький', 'old-name'],
    ['Красный Лиман', 'Лиман', 'old-name'],
    ['Димитров', 'Мирноград', 'old-name'],
    ['Красноармійськ, Донецька', 'Покровськ', 'old-name'],
    ['Комсомольськ, Полтавська', 'Горішні Плавні', 'old-name'],
    ['Червоноград', 'Шептицький', 'old-name'],
    ['Krasnoperekopsk', 'Яни Капу', 'old-name'],
    ['Kiev', 'Київ', 'name'],
    ['Kharkov', 'Харків', 'name'],
    ['Bahmut', 'Бахмут', 'similar'],
    ['Хмельницкий', 'Хмельницький', 'name'],
  ])('%s is %s (%s)', (text, name, matched) => {
    expect(find(text).find((place) => place.name === name && place.precision === 'near')).toMatchObject({
      name,
      matched,
    });
    if (!text.includes('оград')) expect(first(text)?.name).toBe(name);
  });

  test('an ambiguous name gives each with its units, and a region tells them apart', () => {
    const yaltas = find('Ялта').filter(({ country, precision }) => country === 'UA' && precision === 'near');
    expect(yaltas.map(({ admin }) => admin.at(-1))).toEqual(['Автономна Республіка Крим', 'Донецька область']);
    expect(find('Yalta, Donetsk').map(({ codes }) => codes.at(-1)?.code)).toEqual(['UA14']);
    const former = find('Жовтневе')
      .filter(({ matched }) => matched === 'old-name')
      .map(({ name }) => name);
    expect(former).toEqual(expect.arrayContaining(['Благодатне', 'Миколаївка']));
  });

  test('a town is near its point, within a radius by its size; a region is a stand-in that holds its towns', () => {
    expect(first('Київ')).toMatchObject({ precision: 'near', radiusM: 25_000, kind: 'city' });
    expect(first('Буча')).toMatchObject({ precision: 'near', radiusM: 5_000 });
    const oblast = first('Харківська область');
    expect(oblast).toMatchObject({ precision: 'adm1', kind: 'adm1', name: 'Харківська область' });
    expect(oblast?.codes).toContainEqual({ system: 'cod-ab', code: 'UA63' });
    const [x, y] = [(37.277 - (oblast?.longitude ?? 0)) * 72, (49.207 - (oblast?.latitude ?? 0)) * 111];
    expect(Math.hypot(x, y) * 1000).toBeLessThan(oblast?.radiusM ?? 0);
    expect(first('Sievierodonetsk', 'en')?.name).toBe('Siverskodonetsk');
  });

  test('the codifier brings codes and Ukrainian names; points come from the town of that name in the same district', () => {
    const izium = first('Ізюм');
    expect(izium).toMatchObject({
      latitude: 49.20697,
      admin: expect.arrayContaining(['Ізюмський район']),
      precision: 'near',
    });
    expect(izium?.codes[0]).toEqual({ system: 'katottg', code: 'UA63040090010012347', version: '2031-01-01' });
    const invented = first('Вигаданівка');
    expect(invented).toMatchObject({ kind: 'village', source: 'Codifier', name: 'Вигаданівка' });
    // Nobody gives its point: the district stands for it, and says so.
    expect(invented).toMatchObject({ precision: 'adm2', latitude: expect.any(Number) });
    expect(invented?.radiusM).toBeGreaterThan(30_000);
    expect(first('Ізюмська громада')).toMatchObject({ precision: 'adm3' });
  });

  test('the nearest towns come first, whatever the side of the antimeridian', () => {
    expect(gazetteer.near(49.21, 37.27, { limit: 5, language: 'uk' })[0]?.name).toBe('Ізюм');
    const dateline = gazetteer.near(-16.8, -179.99, { limit: 5, language: 'en' });
    expect(dateline.some(({ country }) => country === 'FJ')).toBe(true);
  });

  test('what is packed into columns says of each place what its source says', async () => {
    const all = await readTowns();
    const { entries } = knownPlaces(all);
    const known = entries.filter(({ latitude, names }) => latitude !== undefined && names.uk !== 'Ізюм');
    expect(known.length).toBeGreaterThan(150);
    for (const { names, former, admin, codes, latitude, longitude, radiusM } of known) {
      const units = admin.map((unit) => unit.uk ?? unit.en);
      const said = { latitude, longitude, radiusM, admin: units, names: expect.objectContaining({ uk: names.uk }) };
      const places = gazetteer.find(names.uk ?? '', { limit: 99, language: 'uk' });
      expect(places, names.uk).toContainEqual(
        expect.objectContaining({ ...said, codes: expect.arrayContaining([...codes]) }),
      );
      const place = places.find((each) => each.latitude === latitude);
      const spelt = [place?.name, ...(place?.other.map(({ name }) => name) ?? [])];
      expect(spelt, names.uk).toEqual(expect.arrayContaining(former.map(({ name }) => name)));
    }
    const towns = all.towns.filter(({ country }, i) => country !== 'UA' && i % 700 === 0);
    expect(towns.length).toBeGreaterThan(200);
    for (const { name, lat, lng } of towns)
      expect(gazetteer.near(Number(lat), Number(lng), { limit: 5, language: 'en' })).toContainEqual(
        expect.objectContaining({ name, latitude: Number(lat), longitude: Number(lng) }),
      );
  });

  test('an index goes through a pipe in pieces of any size, and says when some are missing', async () => {
    const town = { name: 'Örebrö', lat: '59.1', lng: '15.2', country: 'SE', admin1: '1', admin2: '' };
    const index = packedIndex({ towns: [town], units: new Map([['SE.1', { en: 'County' }]]) }, [], new Set());
    const bytes = Buffer.concat(piecesOf(index));
    const inPieces = async function* (size: number, end = bytes.length) {
      for (let at = 0; at < end; at += size) yield bytes.subarray(at, Math.min(at + size, end));
    };
    expect(await indexFrom(inPieces(13))).toEqual(await indexFrom(inPieces(4096)));
    const { latitude, keys } = await indexFrom(inPieces(13));
    expect([latitude[0], new TextDecoder().decode(keys)]).toEqual([59.1, 'orebro']);
    await expect(indexFrom(inPieces(13, bytes.length - 9))).rejects.toThrow('did not come whole');
    await expect(indexFrom(inPieces(13, 0))).rejects.toThrow('did not come whole');
  });

  test.each(['', ' ', '%%%', '🦩', 'ж'.repeat(200), '[a-z]+', "'; drop table"])('nothing breaks on %j', (text) => {
    expect(Array.isArray(find(text))).toBe(true);
  });
});

test('boundaries become units with points and radii, from a table and from shapes', async () => {
  const table = await readGazetteer({ bytes: bytes(CODAB), format: 'codab', title: 'COD-AB' });
  expect(table).toMatchObject([
    { names: { uk: 'Ізюмський', en: 'Iziumskyi' }, kind: 'adm2', precision: 'adm2', latitude: 49.1 },
  ]);
  expect(table[0]?.codes.map(({ code }) => code)).toEqual(['UA6304', 'UA63']);
  const properties = { ADM1_EN: 'Square', ADM1_PCODE: 'XX01', ADM0_PCODE: 'XX' };
  const shapes = { type: 'FeatureCollection', features: [{ type: 'Feature', properties, geometry: SQUARE }] };
  const [square] = await readGazetteer({ bytes: bytes(JSON.stringify(shapes)), format: 'codab', title: 'COD-AB' });
  expect(square).toMatchObject({ latitude: 50.5, longitude: 30.5, country: 'XX' });
  // To the farthest corner: half a degree up, and half a degree of longitude at 50.5 degrees across.
  expect(square?.radiusM).toBeGreaterThan(65_000);
  expect(square?.radiusM).toBeLessThan(66_500);
  expect(unpacked(packed(table))).toEqual(table);
});

const excerpt = (name: string) => readFileSync(new URL(`../testing/gazetteers/${name}`, import.meta.url));

describe('excerpts of published editions', () => {
  test('the codifier as XLSX with an approval above and notes below, as CSV, and as CSV of Windows-1251', async () => {
    const codifier = { format: 'katottg', title: 'Codifier', version: '2021-01-12' } as const;
    const book = await readGazetteer({ ...codifier, bytes: excerpt('katottg-2021-excerpt.xlsx') });
    expect(book.map(({ kind }) => kind)).toEqual(['adm1', 'adm2', 'adm3', 'town', 'settlement', 'settlement']);
    expect(book[3]).toMatchObject({
      names: { uk: 'Ізюм', en: 'Izium' },
      admin: [{ uk: 'Ізюмська територіальна громада' }, { uk: 'Ізюмський район' }, { uk: 'Харківська область' }],
    });
    const file = excerpt('katottg-2025-excerpt.csv');
    const table = await readGazetteer({ ...codifier, bytes: file });
    expect(table.map(({ names }) => names.uk)).toEqual([
      ...['Андріївська територіальна громада', 'Андріївка', 'Сонячний', 'Харківська область', 'Ізюмський район'],
      ...['Ізюмська територіальна громада', 'Ізюм', 'Київ', 'Голосіївський', 'Дарницький'],
    ]);
    expect(table.slice(-3).map(({ kind }) => kind)).toEqual(['city', 'district', 'district']);
    expect(await readGazetteer({ ...codifier, bytes: inWindows1251(file.toString('utf8')) })).toEqual(table);
  });

  test('boundaries as workbooks of a sheet for each level, in several languages, with other names and without a level', async () => {
    const boundaries = { format: 'codab', title: 'COD-AB' } as const;
    const armenia = await readGazetteer({ ...boundaries, bytes: excerpt('cod-ab-armenia-2019-excerpt.xlsx') });
    expect(armenia.map(({ codes }) => codes[0]?.code)).toEqual([
      ...['AM01', 'AM02', 'AM021', 'AM024', 'AM023', 'AM01001', 'AM01002', 'AM01003'],
    ]);
    expect(armenia[0]).toMatchObject({
      names: { en: 'Yerevan', hy: 'Երևան', ru: 'Ереван' },
      kind: 'adm1',
      country: 'AM',
    });
    expect(armenia[5]).toMatchObject({ kind: 'adm3', admin: [{ ru: 'Ереван' }] });
    const afghan = await readGazetteer({ ...boundaries, bytes: excerpt('cod-ab-afghanistan-2021-excerpt.xlsx') });
    expect(afghan.map(({ names }) => Object.values(names))).toContainEqual(['Pul-e-Alam', 'پل علم', 'Centre']);
    expect(afghan.find(({ codes }) => codes[0]?.code === 'AF11')?.radiusM).toBe(125_000);
  });

  test('columns of earlier and of later editions are known', () => {
    const cells = (text: string) => text.split('\n').map((line) => line.split(','));
    const earlier = cells(
      'admin2Name_en,admin2Name_ua,admin2Pcode,admin1Name_en,admin1Pcode\nBucha,Буча,UA3208,Kyiv,UA32',
    );
    const later = cells(
      'adm1_name,adm1_name1,adm1_name2,adm1_pcode,lang,lang1,lang2,center_lat,center_lon\nKyiv,Київ,Киев,UA80,en,uk,ru,50.4,30.5',
    );
    const found = [earlier, later].flatMap((sheet) => codab(sheet, { title: 'COD-AB' }));
    expect(found).toMatchObject([
      { names: { en: 'Bucha', uk: 'Буча' }, kind: 'adm2', country: 'UA' },
      { names: { en: 'Kyiv', uk: 'Київ', ru: 'Киев' }, latitude: 50.4 },
    ]);
  });
});

/** The code page of Cyrillic Windows, as far as these files need it. */
function inWindows1251(text: string): Uint8Array {
  const own: Record<string, number> = { І: 0xb2, і: 0xb3, Ї: 0xaf, ї: 0xbf, Є: 0xaa, є: 0xba, '’': 0x92 };
  return Uint8Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return own[letter] ?? (code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code);
  });
}

test.each([
  ['katottg', 'name,latitude\nA,1\n'],
  ['codab', '\u00d0\u00cf\u0011\u00e0 of before 2007'],
  ['codab', '{"type":"FeatureCollection"}'],
  ['csv', 'a,b\n1,2\n'],
] as const)('a file that is no %s is refused in words', async (format, text) => {
  const file = Buffer.from(text, 'latin1');
  await expect(readGazetteer({ bytes: file, format, title: 'x' })).rejects.toThrow(UnreadableGazetteer);
});

describe('added to an instance', () => {
  let cairn: TestServer;
  const folder = mkdtempSync(path.join(tmpdir(), 'cairn-gazetteer-'));

  beforeAll(async () => {
    cairn = await startTestServer();
  });
  afterAll(async () => {
    await cairn?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = async (address: string) => {
    const response = await fetch(`${cairn.origin}/api/v1/gazetteer${address}`, {
      headers: { authorization: `Bearer ${cairn.token}` },
    });
    return { status: response.status, body: (await response.json()) as { places: { name: string; source: string }[] } };
  };

  test('is found from then on, by everybody with an account, until it is removed', async () => {
    const text =
      'name_uk;name_en;old_names;latitude;longitude;country;kind\nСкельний Яр;Rock Ravine;Ленінський Шлях;48,5;31,25;UA;village\n';
    const file = { bytes: bytes(text), format: 'csv', title: 'Our villages', by: 'operator:tester' } as const;
    expect(await addGazetteer(cairn.instance, file)).toEqual({ places: 1 });
    const { body } = await ask('?q=Ленінський Шлях&language=uk');
    expect(body.places[0]).toMatchObject({
      name: 'Скельний Яр',
      source: 'Our villages',
      matched: 'old-name',
      radiusM: 2500,
    });
    expect((await ask('/reverse?latitude=48.5&longitude=31.25')).body.places[0]?.name).toBe('Rock Ravine');
    expect(await listGazetteers(cairn.instance)).toMatchObject([{ name: 'Our villages', places: 1, format: 'csv' }]);
    await removeGazetteer(cairn.instance, 'operator:tester', 'Our villages');
    expect((await ask('?q=Скельний Яр&language=uk')).body.places.map(({ source }) => source)).not.toContain(
      'Our villages',
    );
    await expect(removeGazetteer(cairn.instance, 'operator:tester', 'Our villages')).rejects.toThrow('Our villages');
    expect((await ask('?q=')).status).toBe(400);
  });
});

test('where the machine lets no process begin, a question fails and the server goes on', async () => {
  const unheard: unknown[] = [];
  const hear = (reason: unknown) => unheard.push(reason);
  process.on('unhandledRejection', hear);
  const node = process.execPath;
  try {
    process.execPath = path.join(tmpdir(), 'no-such-program');
    await expect(gazetteerFrom([])).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 20));
  } finally {
    process.execPath = node;
    process.off('unhandledRejection', hear);
  }
  expect(unheard).toEqual([]);
});

test('why a file is refused gives no orders to the terminal on which it is read', async () => {
  const bytes = new TextEncoder().encode('{"a": \u001b]0;mine\u0007\u202e}');
  const refused = await readGazetteer({ bytes, format: 'codab', title: 'x' }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UnreadableGazetteer);
  expect((refused as Error).message).toMatch(/no GeoJSON.*mine/);
  expect((refused as Error).message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});
