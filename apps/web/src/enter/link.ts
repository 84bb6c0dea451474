/** The address under which links of set-up, invitation and reset are opened. */
export const ENTER = '/enter';

let kept = '';

/**
 * Takes the secret of a link out of the address, so that neither the address bar nor the way back shows it. From then on
 * it is in the memory of this page alone; the address after `#` is never sent to a server.
 */
export function takeLink(): void {
  if (location.pathname !== ENTER || location.hash.length < 2) return;
  kept = location.hash.slice(1);
  history.replaceState(null, '', ENTER);
}

/** The secret that was taken last, '' when there was none. */
export const linkTaken = (): string => kept;

/** Forgets the secret once it has served. */
export function forgetLink(): void {
  kept = '';
}
