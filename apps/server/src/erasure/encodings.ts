/** Encodings of one byte in which letters beyond ASCII were written before, and often still are by spreadsheets. */
const EARLIER = ['windows-1251', 'koi8-u', 'ibm866', 'windows-1250', 'windows-1252'] as const;

/** A text's bytes, each as the character of its number; null where the encoding cannot write it. */
export type Encoder = (text: string) => string | null;

/** How a file may write a text: as UTF-8, as UTF-16 of either order and, where it is not all ASCII, as files wrote it before. */
export function encodersFor(text: string): Encoder[] {
  const isAscii = /^[\x20-\x7e]*$/.test(text);
  return [
    (each) => Buffer.from(each, 'utf8').toString('latin1'),
    (each) => Buffer.from(each, 'utf16le').toString('latin1'),
    (each) => Buffer.from(each, 'utf16le').swap16().toString('latin1'),
    ...(isAscii ? [] : EARLIER.map(singleByte)),
  ];
}

function singleByte(encoding: string): Encoder {
  const decoder = new TextDecoder(encoding);
  const bytes = new Map<string, string>();
  for (let byte = 0; byte < 256; byte++) bytes.set(decoder.decode(Uint8Array.of(byte)), String.fromCharCode(byte));
  return (text) => {
    const written = Array.from(text, (sign) => bytes.get(sign));
    return written.includes(undefined) ? null : written.join('');
  };
}
