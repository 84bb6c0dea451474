import type { Instance } from '../database/index.ts';
import { newestStamps, Refusal, type StoredStamp } from '../record/index.ts';

/** A file for outsiders. */
export interface ExportedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What an outsider needs to check stamps of one checkpoint with "openssl ts", and how it is called. */
export interface ExportedStamps {
  readonly size: number;
  readonly files: ExportedFile[];
  /** One line for each stamp, to be run in the folder of the files. */
  readonly lines: string[];
}

/** Authorities that stamp one checkpoint. */
const MOST = 100;

/**
 * The checkpoint, and for each of its stamps the query, the whole response and the certificates that were trusted.
 *
 * @param wanted size of a checkpoint, or null for the one that was stamped last
 * @throws Refusal when there is no such stamp
 */
export async function exportStamps(instance: Instance, wanted: number | null): Promise<ExportedStamps> {
  const size = wanted ?? (await newestStamps(instance.sequencer, 1))[0]?.size;
  if (size === undefined) throw new Refusal('No checkpoint has been stamped yet.', '', 'Run: cairn stamp now');
  const stamps = oneOfEach(await newestStamps(instance.sequencer, MOST, size));
  const [first] = stamps;
  if (first === undefined) throw new Refusal('This checkpoint has no stamp.', String(size), 'See: cairn stamp list');
  const named = stamps.map((stamp) => ({
    stamp,
    base: stamps.length === 1 ? `${size}` : `${size}-${stamp.authority}`,
  }));
  return {
    size,
    files: [
      { name: `${size}.checkpoint`, bytes: Buffer.from(first.note) },
      ...named.flatMap(({ stamp, base }) => [
        { name: `${base}.tsq`, bytes: stamp.query },
        { name: `${base}.tsr`, bytes: stamp.response },
        { name: `${base}.chain.pem`, bytes: Buffer.from(stamp.chain) },
      ]),
    ],
    lines: named.map(({ stamp, base }) => lineFor(stamp, base)),
  };
}

/** Of several stamps by one authority the newest, over one and the same note. */
function oneOfEach(stamps: readonly StoredStamp[]): StoredStamp[] {
  const note = stamps[0]?.note;
  return stamps.filter(
    (stamp, i) => stamp.note === note && stamps.findIndex(({ authority }) => authority === stamp.authority) === i,
  );
}

/** Certificates end: they are checked as of the stamp's own time. A certificate that was trusted need not be a root. */
function lineFor({ size, genTime }: StoredStamp, base: string): string {
  const at = Math.floor(Date.parse(genTime) / 1000);
  return `openssl ts -verify -data ${size}.checkpoint -in ${base}.tsr -CAfile ${base}.chain.pem -partial_chain -attime ${at}`;
}
