import { UsageError } from './command.ts';

/** @throws UsageError for what is no UUID */
export function idWord(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  throw new UsageError(`${JSON.stringify(text)} is no id. An id looks like 6f1c0b1e-8a52-4f43-9c3e-0d3a5b1c2d4e.`);
}
