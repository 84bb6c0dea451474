import type { Plugin } from 'vite';
import { drawBaseMap } from './base-map.ts';

const NAME = /^cairn-map:(near|world)$/;

/** The base map's files: `import { address } from 'cairn-map:near'` gives where the built one lies. They load on demand. */
export function mapPlugin(): Plugin {
  let drawn: ReturnType<typeof drawBaseMap> | undefined;
  return {
    name: 'cairn-map',
    resolveId: (id) => (NAME.test(id) ? `\0${id}` : null),
    load(id) {
      const part = id.startsWith('\0') ? NAME.exec(id.slice(1))?.[1] : undefined;
      if (part !== 'near' && part !== 'world') return null;
      drawn ??= drawBaseMap();
      const source = JSON.stringify(drawn[part]);
      const reference = this.emitFile({ type: 'asset', name: `map-${part}.json`, source });
      return `export const address = import.meta.ROLLUP_FILE_URL_${reference};`;
    },
  };
}
