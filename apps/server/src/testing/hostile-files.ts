import { constants, crc32, deflateRawSync, deflateSync } from 'node:zlib';

// Files that mean harm, made as they are needed: none lies in the tree. Numbers in archives and pictures are written by hand,
// since no library writes them wrong.

const MB = 1 << 20;

/** A ZIP archive (APPNOTE 6.3) of entries that are given as they are to be written. */
export function zipOf(
  entries: readonly { name: string; packed: Buffer; size: number; method: 0 | 8; crc?: number }[],
): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, packed, size, method, crc = 0 } of entries) {
    const called = Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(called.length, 22);
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), common, called, packed]);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, entry, called]));
    bodies.push(body);
    at += body.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...bodies, listed, Buffer.from('PK\x05\x06'), end]);
}

/** A small archive whose first entry unpacks to gigabytes; it is the entry that readers of office documents look into. */
export function zipBomb(gigabytes = 4): Buffer {
  const sixteen = deflateRawSync(Buffer.alloc(16 * MB), { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
  const packed = Buffer.concat([...Array.from({ length: gigabytes * 64 }, () => sixteen), Buffer.from([3, 0])]);
  return zipOf([{ name: '[Content_Types].xml', packed, size: 0xfffffffe, method: 8 }]);
}

/** An archive whose entries name places outside of it. */
export function zipWithPaths(names: readonly string[]): Buffer {
  const content = Buffer.from('planted');
  const crc = crc32(content);
  return zipOf(names.map((name) => ({ name, packed: content, size: content.length, method: 0, crc })));
}

/** A drawing with scripts in every way that drawings have, on a green ground. */
export function svgWithScript(): Buffer {
  return Buffer.from(`<?xml version="1.0"?>
<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" onload="alert(1)">
<script>alert(document.cookie)</script><rect width="64" height="64" fill="#00ff00" onclick="alert(2)"/>
<foreignObject width="64" height="64"><body xmlns="http://www.w3.org/1999/xhtml"><script>alert(3)</script></body></foreignObject>
<a href="javascript:alert(4)"><text y="60">&b;</text></a></svg>`);
}

/** A drawing, green itself, that pulls in a picture from each of these addresses over all of it. */
export function svgWithReferences(addresses: readonly string[]): Buffer {
  const pulled = addresses.map(
    (each) =>
      `<image href="${each}" xlink:href="${each}" width="64" height="64" preserveAspectRatio="none"/><use href="${each}#x"/>`,
  );
  const sheets = addresses.map((each) => `@import url("${each}"); rect { fill: url("${each}#p") #00ff00 }`);
  return Buffer.from(`<?xml version="1.0"?><?xml-stylesheet href="${addresses[0] ?? ''}" type="text/css"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="64" height="64">
<style>${sheets.join('\n')}</style><rect width="64" height="64" style="fill:#00ff00"/>${pulled.join('')}</svg>`);
}

/** A drawing whose entities grow to gigabytes. */
export function svgOfEntities(): Buffer {
  const names = 'abcdefghij'.split('');
  const entities = names.map((name, i) => {
    const before = names[i - 1];
    return `<!ENTITY ${name} "${before === undefined ? 'lol' : `&${before};`.repeat(10)}">`;
  });
  return Buffer.from(
    `<!DOCTYPE svg [${entities.join('')}]><svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><text>&j;</text></svg>`,
  );
}

export const SCRIPT = '<script>fetch("/api/v1/me").then(alert)</script>';

export function htmlPage(): Buffer {
  return Buffer.from(
    `<!doctype html><html><head><title>x</title>${SCRIPT}</head><body onload="alert(1)">x</body></html>`,
  );
}

/** A picture in GIF89a that is a program in JavaScript as well: its width reads as `/*`. */
export function gifAndScript(): Buffer {
  const head = Buffer.from('GIF89a/*');
  const rest = Buffer.alloc(5);
  rest.writeUInt16LE(4, 0);
  rest[2] = 0x80;
  const colours = Buffer.from([255, 0, 0, 0, 255, 0]);
  const comment = Buffer.from('*/=1;alert(document.domain)//');
  const note = Buffer.concat([Buffer.from([0x21, 0xfe, comment.length]), comment, Buffer.from([0])]);
  // One pixel; the rest of the screen is ground.
  const picture = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b]);
  return Buffer.concat([head, rest, colours, note, picture]);
}

/** A whole JPEG with a page in a comment and behind its end. */
export function jpegAndHtml(jpeg: Buffer): Buffer {
  const page = htmlPage();
  const length = Buffer.alloc(2);
  length.writeUInt16BE(page.length + 2);
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe]), length, page]);
  return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2), page]);
}

/** A document that is an archive as well. */
export function pdfAndZip(): Buffer {
  const pdf =
    Buffer.from(`%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj
trailer<</Root 1 0 R>>\n%%EOF\n`);
  return Buffer.concat([pdf, zipWithPaths(['../../escaped', 'a.txt'])]);
}

/** TIFF (revision 6.0) files whose directories lie: they circle, claim billions of entries, and point behind the end. */
export function malformedTiffs(): Buffer[] {
  const head = (order: 'II' | 'MM', first: number) => {
    const bytes = Buffer.alloc(8);
    bytes.write(order, 'latin1');
    if (order === 'II') bytes.writeUInt16LE(42, 2);
    else bytes.writeUInt16BE(42, 2);
    if (order === 'II') bytes.writeUInt32LE(first, 4);
    else bytes.writeUInt32BE(first, 4);
    return bytes;
  };
  const entry = (tag: number, type: number, count: number, value: number) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16LE(tag, 0);
    bytes.writeUInt16LE(type, 2);
    bytes.writeUInt32LE(count, 4);
    bytes.writeUInt32LE(value, 8);
    return bytes;
  };
  const directory = (entries: readonly Buffer[], next: number) => {
    const count = Buffer.alloc(2);
    count.writeUInt16LE(entries.length);
    const after = Buffer.alloc(4);
    after.writeUInt32LE(next);
    return Buffer.concat([count, ...entries, after]);
  };
  const sides = [entry(256, 4, 1, 64), entry(257, 4, 1, 64), entry(258, 3, 1, 8), entry(262, 3, 1, 1)];
  return [
    // The next directory is this one.
    Buffer.concat([head('II', 8), directory([entry(0x8769, 4, 1, 8), entry(0x8825, 4, 1, 8)], 8)]),
    // Four thousand million offsets of strips.
    Buffer.concat([
      head('II', 8),
      directory([...sides, entry(273, 4, 0xffffffff, 8), entry(279, 4, 0xffffffff, 8)], 0),
    ]),
    // Strips behind the end.
    Buffer.concat([head('II', 8), directory([...sides, entry(273, 4, 1, 0xfffffff0), entry(279, 4, 1, 0xffffff)], 0)]),
    Buffer.concat([head('MM', 0xfffffff0), Buffer.alloc(64)]),
    Buffer.concat([head('II', 8), Buffer.from([0xff, 0xff]), Buffer.alloc(40, 0xff)]),
  ];
}

/** Recordings (ISO 14496-12) whose boxes lie: sizes of nothing, of everything, deep nests, tables of billions. */
export function malformedMp4s(): Buffer[] {
  const box = (name: string, content: Buffer, size = content.length + 8) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(size >>> 0);
    head.write(name, 4, 'latin1');
    return Buffer.concat([head, content]);
  };
  const type = box('ftyp', Buffer.from('isom\0\0\x02\0isomiso2avc1mp41', 'latin1'));
  let deep = box('free', Buffer.alloc(0));
  for (let i = 0; i < 4000; i += 1) deep = box('moov', deep);
  const table = Buffer.alloc(16, 0xff);
  const sample = box(
    'stbl',
    Buffer.concat([box('stsz', table), box('stco', table), box('stts', table), box('stsc', table)]),
  );
  return [
    Buffer.concat([type, box('moov', Buffer.alloc(64), 0xffffffff)]),
    Buffer.concat([type, box('moov', Buffer.concat([Buffer.alloc(8, 0xff), Buffer.alloc(64)]), 1)]),
    Buffer.concat([type, box('moov', Buffer.alloc(0), 2)]),
    Buffer.concat([type, deep]),
    Buffer.concat([type, box('moov', box('trak', box('mdia', box('minf', sample))))]),
  ];
}

/** Documents whose tables circle and whose lengths lie. */
export function malformedPdfs(): Buffer[] {
  return [
    Buffer.from('%PDF-1.7\nxref\n0 99999999\ntrailer<</Root 1 0 R/Prev 9/Size 99999999>>\nstartxref\n9\n%%EOF'),
    Buffer.from(
      '%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 2147483647>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
    ),
    Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(2000, 0x5b)]),
  ];
}

/** A PNG of a few bytes that claims to be larger than any camera's picture. */
export function pixelBomb(side = 60_000): Buffer {
  const chunk = (name: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(content.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(4 * MB))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Bytes of no format. */
export function unknownBytes(): Buffer {
  return Buffer.from(Array.from({ length: 600 }, (_, i) => (i * 151 + 7) & 0xff)).fill(0, 0, 3);
}
