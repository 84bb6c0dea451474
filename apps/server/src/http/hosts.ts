/**
 * Where files are handed out to the pages of an origin. `apart` is false where a server behind a proxy was given no second host
 * name: then files come from the pages' own origin, to be kept and never to be shown (security design §8).
 */
export interface FilesHost {
  readonly origin: string;
  readonly apart: boolean;
}

/** One name under which the server is reached. */
export interface Host {
  readonly origin: string;
  /** Whether files and nothing else are answered under it. */
  readonly files: boolean;
  readonly filesHost: FilesHost;
}

/** All of them; a request's Host header must be that of one. They may depend on the port that is listened on. */
export type Hosts = () => readonly Host[];

/**
 * The names of a server. Both names of this machine are accepted for pages: people type either, and passkeys need a host
 * name. Files of these come from `files.localhost`, which browsers resolve to this machine without asking anybody (RFC 6761
 * §6.3); a cookie of `localhost` is not sent there, as it would be to another port.
 *
 * @param outside the address of a proxy or onion service in front, and its second one for files
 */
export function hostsOf(port: number, { origin, filesOrigin }: { origin?: string; filesOrigin?: string }): Host[] {
  const here = { origin: `http://files.localhost:${port}`, apart: true };
  const local = [`http://localhost:${port}`, `http://127.0.0.1:${port}`].map((each) => pagesAt(each, here));
  const outside = originOf(origin);
  if (outside === null) return [...local, filesAt(here)];
  const away = originOf(filesOrigin);
  const there = { origin: away ?? outside, apart: away !== null };
  return [...local, filesAt(here), pagesAt(outside, there), ...(there.apart ? [filesAt(there)] : [])];
}

function pagesAt(origin: string, filesHost: FilesHost): Host {
  return { origin, files: false, filesHost };
}

function filesAt(filesHost: FilesHost): Host {
  return { origin: filesHost.origin, files: true, filesHost };
}

function originOf(address: string | undefined): string | null {
  return address === undefined ? null : new URL(address).origin;
}

/** The name that a Host header means; null for any other. */
export function hostNamed(hosts: Hosts, header: string | undefined): Host | null {
  const name = header?.toLowerCase();
  return hosts().find(({ origin }) => new URL(origin).host === name) ?? null;
}

/** Why an address cannot be that of files beside the one of pages; null when it can. */
export function refusalOfFilesOrigin(pages: string, files: string): string | null {
  const [page, file] = [new URL(pages), new URL(files)];
  const nameOf = ({ hostname }: URL): string => hostname.replace(/\.$/, '');
  if (nameOf(page) === nameOf(file))
    return 'it has the same host name as --origin, and ports do not keep cookies apart';
  if (page.protocol !== file.protocol) return 'it begins otherwise than --origin, and browsers would not load from it';
  return null;
}
