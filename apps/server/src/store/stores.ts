import type { Instance } from '../database/index.ts';
import type { Backend } from './backend.ts';
import { FolderBackend } from './folder.ts';
import { type Place, placeKey, type StoreSetting, samePlace } from './place.ts';
import { S3Backend } from './s3.ts';
import { storeSetting } from './setting-store.ts';

/** The stores of an instance: where files land, and where others may lie still. */
export class Stores {
  readonly setting: StoreSetting;
  readonly current: Backend;
  /** In the order in which a file is looked for. */
  readonly all: readonly Backend[];

  constructor(instance: Instance, setting: StoreSetting) {
    this.setting = setting;
    this.current = backendAt(instance, setting.current);
    this.all = [this.current, ...setting.former.map((place) => backendAt(instance, place))];
  }

  /** Whether a file that landed at this place is found, also by a move that is under way. */
  keeps(place: Place): boolean {
    const former = this.setting.former.find((each) => samePlace(each, place));
    return samePlace(this.setting.current, place) || (former !== undefined && former.closed !== true);
  }
}

const known = new WeakMap<Instance, Stores>();
const backends = new WeakMap<Instance, Map<string, Backend>>();

/** One backend for each place: it keeps its connections. */
export function backendAt(instance: Instance, place: Place): Backend {
  const made = backends.get(instance) ?? new Map<string, Backend>();
  backends.set(instance, made);
  const key = `${placeKey(place)} ${place.kind === 's3' ? place.region : ''}`;
  const backend =
    made.get(key) ??
    (place.kind === 'folder' ? new FolderBackend(instance.data.store) : new S3Backend(place, instance.data.keys));
  made.set(key, backend);
  return backend;
}

/** The stores as this process knew them last. Another process may have begun to move them since. */
export async function storesKnown(instance: Instance): Promise<Stores> {
  return known.get(instance) ?? storesNow(instance);
}

/** The stores as they are now. */
export async function storesNow(instance: Instance): Promise<Stores> {
  const setting = await storeSetting(instance.access);
  const before = known.get(instance);
  if (before !== undefined && JSON.stringify(before.setting) === JSON.stringify(setting)) return before;
  const stores = new Stores(instance, setting);
  known.set(instance, stores);
  return stores;
}

/**
 * Asks the stores one after the other, until one has an answer. A file that is being moved lies in the new store before it
 * leaves the old one: whoever missed it in both asks once more.
 *
 * @throws StoreError when none has it and one did not answer
 */
export async function askStores<T>(instance: Instance, ask: (store: Backend) => Promise<T | null>): Promise<T | null> {
  const before = await storesKnown(instance);
  const [found, failure] = await askEach(before, ask);
  if (found !== null) return found;
  const now = await storesNow(instance);
  const nothingMoves = now === before && now.all.length === 1;
  const [again, failureNow] = nothingMoves ? [null, failure] : await askEach(now, ask);
  if (again === null && failureNow !== undefined) throw failureNow;
  return again;
}

async function askEach<T>(
  { all }: Stores,
  ask: (store: Backend) => Promise<T | null>,
): Promise<[found: T | null, failure: unknown]> {
  let failure: unknown;
  for (const store of all) {
    try {
      const found = await ask(store);
      if (found !== null) return [found, undefined];
    } catch (error) {
      failure ??= error;
    }
  }
  return [null, failure];
}
