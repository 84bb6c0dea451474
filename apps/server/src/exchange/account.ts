/** A source on the web: what tells it from others, and the address that shows it. */
export interface WebSource {
  /** Without scheme, `www.` and the post: `t.me/example`, `example.org`. */
  readonly key: string;
  /** Address of the account or site; of the post itself where that does not tell its account. */
  readonly address: string;
  /** True for accounts and posts, false where the site itself is the source. */
  readonly isAccount: boolean;
}

/** Sites where many people publish: for each, the path steps that name an account rather than a post. */
const PLATFORMS: Readonly<Record<string, RegExp>> = {
  'facebook.com':
    /^(?!(?:story|permalink|profile|people|pages|photo|video|watch|groups|share|reel|events|login|media|p)\b)([\w.-]+)/i,
  'instagram.com': /^(?!(?:p|reel|reels|stories|tv|explore)\/)([\w.-]+)/i,
  'ok.ru': /^((?:group|profile)\/\d+|(?!video)[\w.-]+)/i,
  'reddit.com': /^((?:user|u)\/[\w-]+)/i,
  't.me': /^(?:s\/)?(c\/\d+|[\w-]+)/i,
  'tiktok.com': /^(@[\w.-]+)/i,
  'twitter.com': /^(?!(?:i|search|hashtag)\/)(\w+)/i,
  'vk.com': /^(?!(?:video|photo|wall|clip|feed)-?\d)([\w.-]+)/i,
  'youtube.com': /^(@[\w.-]+|(?:c|channel|user)\/[\w.-]+)/i,
};

/** Hosts that hand out files or copies: the host says nothing about who published. */
const CARRIERS = new Set([
  'docs.google.com',
  'drive.google.com',
  'web.archive.org',
  'archive.ph',
  'archive.is',
  'archive.today',
]);

const SAME_HOST: Readonly<Record<string, string>> = {
  'x.com': 'twitter.com',
  'youtu.be': 'youtube.com',
  'fb.watch': 'facebook.com',
  'fb.com': 'facebook.com',
  'telegram.me': 't.me',
};

/**
 * The account or site behind a link. Two posts of one account give one key; where a platform's link does not name the
 * account, the post itself stands for its source, so that strangers are not taken for one.
 */
export function accountOf(link: string): WebSource {
  const trimmed = link.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `https://${trimmed}`);
  if (url === null || !/^https?:$/.test(url.protocol))
    return { key: trimmed.toLowerCase(), address: trimmed, isAccount: true };
  const plain = url.hostname.replace(/^(?:www|m|mobile|web|[a-z]{2}-[a-z]{2})\./, '');
  const host = SAME_HOST[plain] ?? plain;
  const post = { key: `${host}${url.pathname}${url.search}`, address: trimmed, isAccount: true };
  if (CARRIERS.has(host)) return post;
  const account = PLATFORMS[host];
  if (account === undefined) return { key: host, address: `https://${url.hostname}/`, isAccount: false };
  const steps = account.exec(url.pathname.slice(1));
  if (steps?.[1] === undefined || url.hostname === 'youtu.be' || url.hostname === 'fb.watch') return post;
  return { key: `${host}/${steps[1].toLowerCase()}`, address: `https://${host}/${steps[1]}`, isAccount: true };
}
