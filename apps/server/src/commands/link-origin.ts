import { readHolder } from '../database/holder.ts';
import { UsageError } from './command.ts';

/**
 * The address under which people open a link: as told, else that of the server that serves the data folder just now.
 *
 * @param data the data folder
 * @throws UsageError for what is no address of a server
 */
export function linkOrigin(text: string | undefined, data: string): string {
  if (text === undefined) {
    const serving = readHolder(data);
    return serving?.origin ?? `http://localhost:${serving?.port ?? 8470}`;
  }
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text).origin;
  throw new UsageError('--origin takes the address of the server, such as https://cairn.example.org.');
}
