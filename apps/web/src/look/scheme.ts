/** Where this browser keeps the wish for light or dark; nothing that names anyone. */
export const KEY = 'cairn.scheme';

/** Sets the wished scheme before anything is drawn. The workspace's provider follows it from then on. */
export function startScheme(): void {
  const kept = localStorage.getItem(KEY);
  const dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light';
}
