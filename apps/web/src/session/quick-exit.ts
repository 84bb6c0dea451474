import { signOutForGood } from '../api/client.ts';

const NEUTRAL = 'about:blank';
/** Two strokes of Escape within this many milliseconds leave at once, from anywhere on the page. */
const TWICE_WITHIN = 600;

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** Clears the screen first, then what this browser kept, then the session; ends on an empty page. */
export async function leaveNow(): Promise<void> {
  document.body.replaceChildren();
  localStorage.clear();
  sessionStorage.clear();
  // The empty page does not wait for a slow line: the request outlives this page.
  await Promise.race([signOutForGood().catch(() => undefined), pause(300)]);
  location.replace(NEUTRAL);
}

/** Listens for Escape, twice. Returns what stops listening. */
export function listenForQuickExit(): () => void {
  let last = Number.NEGATIVE_INFINITY;
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.repeat) return;
    const again = event.timeStamp - last < TWICE_WITHIN;
    last = event.timeStamp;
    if (again) void leaveNow();
  };
  addEventListener('keydown', onKey, { capture: true });
  return () => removeEventListener('keydown', onKey, { capture: true });
}
