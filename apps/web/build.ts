import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';
import { compressFolder } from './building/compress.ts';
import { guidePlugin } from './building/guide-plugin.ts';
import { mapPlugin } from './building/map-plugin.ts';
import { weighPages } from './building/weigh.ts';
import { wordsPlugin } from './building/words-plugin.ts';

/** Aims of the house plan, in bytes on the wire. */
export const AIMS = { signIn: 120_000, shell: 250_000 };

const config: InlineConfig = {
  root: import.meta.dirname,
  configFile: false,
  logLevel: 'warn',
  plugins: [wordsPlugin(), mapPlugin(), guidePlugin(), react()],
  build: {
    target: 'es2022',
    emptyOutDir: true,
    // Everything is a file of this origin: `data:` fonts would need a weaker policy.
    assetsInlineLimit: 0,
    // The map's drawing is one large file, fetched when a map is opened; no reader of the start needs to hear of it.
    chunkSizeWarningLimit: 1500,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // On a slow machine the bundler would tell of its plugins between the lines that a first start prints.
      checks: { bundlerTimings: false },
      // What the door needs is one file: each more costs a slow line its turn, and shares no words with the others.
      output: { codeSplitting: { groups: [{ name: 'door', tags: ['$initial'] }] } },
      treeshake: {
        // Packages of the house are pure: what the browser does not use of them stays away, schemas and vocabularies
        // that stand beside it in the same file included.
        moduleSideEffects: [{ test: /packages\/(?:model|ledger)\/|typebox/, sideEffects: false }],
        manualPureFunctions: ['Type', 'vocabulary'],
      },
    },
  },
};

/** Builds the pages into a folder, each text file with a `.br` twin, and returns the weights of the pages in bytes. */
export async function buildWeb(
  folder = path.join(import.meta.dirname, 'dist'),
): Promise<{ signIn: number; shell: number; fonts: number }> {
  // Under a test runner this says "test", and React's larger half for development would be built in.
  process.env.NODE_ENV = 'production';
  const built = await build({ ...config, build: { ...config.build, outDir: folder } });
  if (!('output' in built)) throw new Error('Vite returned no single output');
  return weighPages(built.output, await compressFolder(folder));
}

/** A line for a page that is too heavy, and for each when the weights are asked for. */
function report(page: string, bytes: number, aim: number, fonts: number): void {
  if (bytes <= aim && !process.argv.includes('--weights')) return;
  const verdict = bytes <= aim ? 'within' : 'OVER';
  const line = `${page}: ${(bytes / 1000).toFixed(1)} kB brotli, fonts ${(fonts / 1000).toFixed(1)} kB of it (${verdict} ${aim / 1000} kB)`;
  console.log(line);
}

// Not import.meta.main: the newest Node for some platforms does not know it yet.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { signIn, shell, fonts } = await buildWeb();
  report('sign-in', signIn, AIMS.signIn, fonts);
  report('shell', shell, AIMS.shell, fonts);
}
