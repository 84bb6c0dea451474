import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Block, Guide, Part, Piece } from '../src/guide/shapes.ts';

export const GUIDE_FOLDER = path.join(import.meta.dirname, '../../../docs/guide');
export type GuideLanguage = 'en' | 'uk';

const PICTURE = /^!\[([^\]]*)\]\(([^)]+)\)$/;
const INLINE = /`([^`]+)`|\[([^\]]+)\]\(([^)]+)\)/g;
/** What would show as a sign of Markdown that is not read here; a page must not show it to anybody. */
const UNREAD = /^\s*(?:[-*+>]|\d+\.|#{3,})\s|\*\*|__|<[a-z/!]|!\[|\]\(/m;

/** The guide, read from its file. @throws Error where it uses of Markdown what its page cannot show */
export function readGuideFile(language: GuideLanguage): Guide {
  const text = (name: GuideLanguage) => readFileSync(path.join(GUIDE_FOLDER, `${name}.md`), 'utf8');
  return guideFrom(text(language), text('en'));
}

/** Parts, paragraphs, tables and pictures of a text; the names of its parts are made of the English headings. */
export function guideFrom(markdown: string, english: string): Guide {
  const [opening = '', ...parts] = markdown.split(/^## /m);
  const ids = english
    .split(/^## /m)
    .slice(1)
    .map((part) => slugOf(firstLine(part)));
  if (ids.length !== parts.length) throw new Error('The guide does not have the same parts in every language.');
  return {
    title: firstLine(opening).replace(/^# /, ''),
    opening: blocksOf(opening),
    parts: parts.map((part, at): Part => ({ id: ids[at] ?? '', title: firstLine(part), blocks: blocksOf(part) })),
  };
}

const firstLine = (text: string) => (text.split('\n')[0] ?? '').trim();

function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

function blocksOf(part: string): Block[] {
  const rest = part.slice(part.indexOf('\n') + 1);
  return rest
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '' && !isOtherLanguage(block))
    .map(blockOf);
}

/** The line that leads from one language's file to the other's: the page is in the reader's language already. */
const isOtherLanguage = (block: string) => /^[^\n]{0,40}\[(?:en|uk)\.md\]\((?:en|uk)\.md\)\.?$/.test(block);

function blockOf(block: string): Block {
  const [, tells, source] = PICTURE.exec(block) ?? [];
  if (tells !== undefined && source !== undefined) return { is: 'picture', source, tells, ...sizeOf(source) };
  if (block.startsWith('|')) {
    const [head = [], , ...rows] = block.split('\n').map((line) => line.split('|').slice(1, -1));
    return { is: 'table', head: head.map(piecesOf), rows: rows.map((row) => row.map(piecesOf)) };
  }
  return { is: 'text', of: piecesOf(block) };
}

function piecesOf(text: string): Piece[] {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const pieces: Piece[] = [];
  let from = 0;
  for (const found of line.matchAll(INLINE)) {
    pieces.push(line.slice(from, found.index), pieceOf(found));
    from = found.index + found[0].length;
  }
  pieces.push(line.slice(from));
  const kept = pieces.filter((piece) => piece !== '');
  const unread = kept.find((piece) => typeof piece === 'string' && UNREAD.test(piece));
  if (unread !== undefined) throw new Error(`The guide's page cannot show this: ${JSON.stringify(unread)}`);
  return kept;
}

function pieceOf([, key, words = '', address = '']: RegExpExecArray): Piece {
  if (key !== undefined) return { key };
  if (address.startsWith('#')) return { part: address.slice(1), words };
  // The other papers lie beside the program, not in the pages: the name says where.
  return { code: path.posix.normalize(path.posix.join('docs/guide', address)) };
}

/** Width and height as the head of a PNG says them (PNG, third edition, section 11.2.1), in pixels. */
function sizeOf(source: string): { width: number; height: number } {
  const head = readFileSync(path.join(GUIDE_FOLDER, source)).subarray(0, 24);
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}
