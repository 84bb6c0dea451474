/**
 * Loads the page anew when a part of it is missing because Cairn was renewed while the page stood open: the parts of
 * an older build are no longer served, and without this the page would stay empty. While no answer comes nothing is
 * loaded anew, so that what stands on the page is not lost to the browser's own error page.
 *
 * @param script the address of the script that the page began with
 */
export function followRenewal(script: string): void {
  addEventListener('vite:preloadError', async () => {
    const answer = await fetch('/').catch(() => null);
    const page = answer?.ok ? await answer.text() : null;
    if (page !== null && !page.includes(new URL(script).pathname)) location.reload();
  });
}
