import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import type { Block, Guide } from '../src/guide/shapes.ts';
import { GUIDE_FOLDER, type GuideLanguage, readGuideFile } from './guide.ts';

const NAME = /^cairn-guide:(en|uk)$/;

/**
 * The guide, read from docs/guide when the pages are built: `import { guide } from 'cairn-guide:en'`. No Markdown and no
 * markup travels to the browser, only words and the addresses of pictures, which are files of this origin.
 */
export function guidePlugin(): Plugin {
  return {
    name: 'cairn-guide',
    resolveId: (id) => (NAME.test(id) ? `\0${id}` : null),
    load(id) {
      const language = (id.startsWith('\0') ? NAME.exec(id.slice(1))?.[1] : undefined) as GuideLanguage | undefined;
      if (language === undefined) return null;
      const guide: Guide = readGuideFile(language);
      const blocks: readonly Block[] = [...guide.opening, ...guide.parts.flatMap((part) => part.blocks)];
      const addresses = blocks.flatMap((block) => {
        if (block.is !== 'picture') return [];
        const file = path.join(GUIDE_FOLDER, block.source);
        const reference = this.emitFile({
          type: 'asset',
          name: `guide-${path.basename(block.source)}`,
          source: readFileSync(file),
        });
        return [`${JSON.stringify(block.source)}: import.meta.ROLLUP_FILE_URL_${reference}`];
      });
      return `export const guide = ${JSON.stringify(guide)};\nexport const pictures = {${addresses.join(',\n')}};`;
    },
  };
}
