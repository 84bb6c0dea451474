/** How much is looked at, in bytes. */
const BEGINNING = 8192;

/**
 * The media type of what is text by its first bytes, or null. Text has no signature: this goes by how it begins, and by
 * every byte being one of text.
 */
export function textTypeOf(bytes: Uint8Array): string | null {
  const text = textIn(bytes.subarray(0, BEGINNING));
  if (text === null || text === '') return null;
  const beginning = text
    .replace(/^\uFEFF/, '')
    .trimStart()
    .slice(0, 4096)
    .toLowerCase();
  // What comes before the root element of a drawing: declaration, comments, document type.
  const bare = beginning.replace(
    /^(?:<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!doctype svg[^>[]*(?:\[[^\]]*\])?[^>]*>|\s)+/,
    '',
  );
  if (/^<(?:[a-z]+:)?svg[\s>/]/.test(bare)) return 'image/svg+xml';
  if (/<(?:!doctype html|html|head|body|script|iframe|title|meta)[\s>/]/.test(beginning)) return 'text/html';
  if (/^<\?xml[\s]/.test(beginning)) return 'application/xml';
  if (/^[[{]/.test(beginning) && /^[[{]\s*(?:["[{\]}0-9tfn-])/.test(beginning)) return 'application/json';
  return 'text/plain';
}

/** The bytes as UTF-8 without control characters of no text, else null. A character that the end cut through is left out. */
function textIn(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}
