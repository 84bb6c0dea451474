import { UsageError } from './command.ts';

/**
 * The address under which people open a link.
 *
 * @throws UsageError for what is no address of a server
 */
export function linkOrigin(text: string | undefined): string {
  if (text === undefined) return 'http://localhost:8470';
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text).origin;
  throw new UsageError('--origin takes the address of the server, such as https://cairn.example.org.');
}
