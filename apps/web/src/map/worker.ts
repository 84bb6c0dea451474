import { setWorkerCount, setWorkerUrl } from 'maplibre-gl';
import address from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';

interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

let ready = false;

/**
 * Names the one worker of the map. The library hands its address to the browser as plain text, which Trusted Types refuse
 * without a default policy; this one lets through that address and nothing else (Trusted Types, "default policy").
 */
export function prepareWorker(): void {
  if (ready) return;
  ready = true;
  const own = new URL(address, document.baseURI).href;
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  trustedTypes?.createPolicy('default', {
    createScriptURL(url) {
      if (url === own) return url;
      throw new TypeError('Only the worker of the map is loaded so.');
    },
  });
  setWorkerUrl(own);
  // One is enough for lines that are drawn once, and phones have little memory.
  setWorkerCount(1);
}
