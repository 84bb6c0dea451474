import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { answer, places, request } from './request.ts';

// Reads a table of places that is text (CSV, RFC 4180), or shapes of boundaries (GeoJSON, RFC 7946), as lines of cells.

/** What is asked. */
export interface GazetteerRequest {
  readonly mostCells: number;
}

export type GazetteerAnswer =
  | { readonly rows: number }
  | { readonly refused: 'no-text' | 'no-table' | 'no-shapes' | 'too-many-cells'; readonly why?: string };

const { input, outputs } = places();
const { mostCells } = await request<GazetteerRequest>();

answer(read());

function read(): GazetteerAnswer {
  const text = textOf(readFileSync(input ?? ''));
  if (text.includes('\0')) return { refused: 'no-text' };
  const shapes = /^\s*\{/.test(text);
  try {
    const rows = shapes ? rowsOfShapes(text) : rowsOfTable(text);
    if (rows.reduce((sum, row) => sum + row.length, 0) > mostCells) return { refused: 'too-many-cells' };
    writeFileSync(outputs.rows ?? '', rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    return { rows: rows.length };
  } catch (error) {
    return { refused: shapes ? 'no-shapes' : 'no-table', why: (error as Error).message.slice(0, 200) };
  }
}

/** Editions come in UTF-8, in UTF-16 where Excel wrote "Unicode text", and in the code pages of Windows. */
function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(isCyrillic(bytes) ? 'windows-1251' : 'windows-1252').decode(bytes);
  }
}

/** In Cyrillic words most bytes above 127 stand beside each other; in Latin ones they stand alone among letters. */
function isCyrillic(bytes: Uint8Array): boolean {
  let [high, beside] = [0, 0];
  for (let i = 1; i < bytes.length; i += 1) {
    if ((bytes[i] ?? 0) < 0x80) continue;
    high += 1;
    if ((bytes[i - 1] ?? 0) >= 0x80) beside += 1;
  }
  return beside * 2 > high;
}

function rowsOfTable(text: string): string[][] {
  const [head = ''] = text.split('\n', 1);
  const count = (sign: string) => head.split(sign).length;
  const delimiter = [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
  return parse(text, { bom: true, delimiter, relaxColumnCount: true, skipEmptyLines: true, trim: true });
}

interface Shape {
  readonly properties?: Readonly<Record<string, unknown>> | null;
  readonly geometry?: { readonly coordinates?: unknown } | null;
}

/** What shapes say of themselves, and the middle of each one's bounds with how far its farthest corner lies from there. */
function rowsOfShapes(text: string): string[][] {
  const { features } = JSON.parse(text) as { features?: Shape[] };
  if (!Array.isArray(features)) throw new Error('it has no features');
  const names = [...new Set(features.flatMap((shape) => Object.keys(shape?.properties ?? {})))];
  const rows = features.map((shape) => {
    const own = names.map((name) => {
      const value = shape?.properties?.[name];
      return value === null || value === undefined || typeof value === 'object' ? '' : String(value).trim();
    });
    return [...own, ...circleAround(shape?.geometry?.coordinates)];
  });
  return [[...names, 'circle_lat', 'circle_lon', 'circle_m'], ...rows];
}

function circleAround(coordinates: unknown): [string, string, string] {
  let [west, south, east, north] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  eachCorner(coordinates, (x, y) => {
    [west, east] = [Math.min(west, x), Math.max(east, x)];
    [south, north] = [Math.min(south, y), Math.max(north, y)];
  });
  if (!Number.isFinite(west + south + east + north)) return ['', '', ''];
  const [longitude, latitude] = [(west + east) / 2, (south + north) / 2];
  const shrink = Math.cos((latitude * Math.PI) / 180);
  let reach = 0;
  eachCorner(coordinates, (x, y) => {
    reach = Math.max(reach, Math.hypot((x - longitude) * shrink, y - latitude));
  });
  const round = (degrees: number) => String(Math.round(degrees * 1e5) / 1e5);
  return [round(latitude), round(longitude), String(Math.max(100, Math.ceil(reach * 1112) * 100))];
}

function eachCorner(coordinates: unknown, see: (x: number, y: number) => void): void {
  if (!Array.isArray(coordinates)) return;
  const [x, y] = coordinates;
  if (typeof x === 'number' && typeof y === 'number') see(x, y);
  else for (const inner of coordinates) eachCorner(inner, see);
}
