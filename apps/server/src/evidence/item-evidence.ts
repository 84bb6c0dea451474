import { berkeleyChecklist, type ChecklistPoint, type Item, KINDS, levelOfField } from '@cairn/model';
import { readDisclosure } from '@cairn/revision';
import type { Instance } from '../database/index.ts';
import { listRevisions, NotFound, type Session, withSession } from '../record/index.ts';
import { addressOf } from '../store/index.ts';
import { type CustodyLine, type CustodyParts, custodyOf } from './custody.ts';
import { waitingAmong } from './examine-store.ts';
import {
  type DerivedRecord,
  derivedItems,
  type EventRow,
  fileEvents,
  fileUses,
  firstRevisions,
  itemsById,
  itemsOfFile,
  readableLevels,
  type UseRow,
} from './item-store.ts';
import { type ExaminationState, examinationOf, present, sizeOf } from './items.ts';

/** An item that was made from another, as the page of the other shows it. */
export interface DerivativeLine {
  readonly item: string;
  readonly reference: string;
  readonly role: string;
  readonly mediaType?: string;
  readonly name?: string;
  readonly bytes?: number;
  readonly width?: number;
  readonly height?: number;
  readonly tool: string;
  readonly toolVersion: string;
  readonly at: string;
}

/** What stands around an item. */
export interface Evidence {
  readonly custody: CustodyLine[];
  readonly derivatives: DerivativeLine[];
  /** What it was made from. */
  readonly parent?: { readonly item: string; readonly reference: string };
  readonly checklist: Pick<ChecklistPoint, 'point' | 'group' | 'state'>[];
  readonly examination: { state: ExaminationState; tool?: string; toolVersion?: string; at?: string };
  /** Other items of the compartment with the same bytes. */
  readonly sameFile: { readonly item: string; readonly reference: string }[];
}

/**
 * Custody, copies, and what is missing of an item, as far as the session may know of each.
 *
 * @throws NotFound
 */
export async function evidenceOf(instance: Instance, session: Session, id: string): Promise<Evidence> {
  const around = await withSession(instance, session, async (db) => {
    const [item] = await itemsById(db, [id], null);
    if (item === undefined) throw new NotFound();
    const { compartment, body } = item;
    const derived = await derivedItems(db, [item.id], null);
    const parent = body.derivative?.of ?? body.provenance?.parent;
    const sha256 = body.file?.sha256;
    return {
      item,
      derived,
      first: await firstRevisions(
        db,
        derived.map((each) => each.id),
      ),
      parent: parent === undefined ? [] : await itemsById(db, [parent], []),
      sameFile: sha256 === undefined ? [] : await itemsOfFile(db, { compartment, sha256, but: item.id }),
      levels: await readableLevels(db, compartment),
      uses: await fileUses(db, session.secret, item.id),
      events:
        sha256 === undefined
          ? []
          : await fileEvents(db, {
              ...{ secret: session.secret, item: item.id, address: addressOf(instance, compartment, sha256) },
            }),
      waiting: await waitingAmong(db, session.secret, [item.id]),
    };
  });
  const { item, parent, sameFile, levels } = around;
  const lines = derivativeLines(around.derived, madeAt(around.first));
  const [from] = parent;
  const revisions = await listRevisions(instance, session, item.id);
  const { tool, toolVersion, at } = item.body.technical ?? {};
  return {
    custody: custodyOf({
      body: item.body,
      revisions,
      derived: lines.map((each) => ({ ...each, tool: `${each.tool} ${each.toolVersion}`.trim() })),
      uses: around.uses.map(useOf),
      store: storeLines(around.events, revisions[0]?.at ?? ''),
    }),
    // One whose file was erased is told of, and there is nothing to look at.
    derivatives: lines.filter(({ bytes }) => bytes !== undefined),
    ...(from === undefined ? {} : { parent: { item: from.id, reference: from.reference } }),
    checklist: checklistOf(item.body, { levels, fileSound: soundness(around.events) }),
    examination: { state: examinationOf(item, around.waiting), ...present({ tool, toolVersion, at }) },
    sameFile,
  };
}

/** When each of some records was first recorded. */
function madeAt(first: readonly { record: string; encoded: string }[]): Map<string, string> {
  const times = new Map<string, string>();
  for (const { record, encoded } of first) {
    for (const part of encoded.split('~')) {
      const { name, value } = readDisclosure(part);
      if (name === 'at' && typeof value === 'string') times.set(record, value);
    }
  }
  return times;
}

function derivativeLines(derived: readonly DerivedRecord[], times: ReadonlyMap<string, string>): DerivativeLine[] {
  return derived.flatMap((each) => {
    const { file, technical, derivative } = each.body;
    if (derivative === undefined) return [];
    const { role, tool, toolVersion } = derivative;
    return [
      {
        ...{ item: each.id, reference: each.reference, role, tool, toolVersion },
        ...present({ name: file?.name, bytes: file?.bytes, mediaType: technical?.mediaType ?? file?.mediaType }),
        ...sizeOf(each),
        at: times.get(each.id) ?? each.at.toISOString(),
      },
    ];
  });
}

const USES = { open: 'opened', download: 'downloaded', export: 'exported' } as const;

function useOf({ at, what, name, times }: UseRow) {
  return { at: at.toISOString(), event: USES[what], by: name, count: times };
}

/** Moves from before the item was there did not touch it. */
function storeLines(events: readonly EventRow[], since: string): CustodyParts['store'] {
  return events
    .filter(({ at, event }) => event !== 'moved-store' || at.getTime() >= Date.parse(since))
    .map(({ at, event, origin, target }) => ({
      ...{ at: at.toISOString(), event },
      ...(origin === null ? {} : { from: origin }),
      ...(target === null ? {} : { to: target }),
    }));
}

/** What the last look at the bytes came to; null where there was none. */
function soundness(events: readonly EventRow[]): boolean | null {
  const last = events.findLast(({ event }) => event !== 'moved-store');
  return last === undefined ? null : last.event === 'rechecked';
}

/** Of what the session cannot read it cannot be said whether it is missing: such points are left out. */
function checklistOf(
  body: Partial<Item>,
  { levels, fileSound }: { levels: ReadonlySet<string>; fileSound: boolean | null },
): Evidence['checklist'] {
  const { fields } = KINDS.item;
  return berkeleyChecklist(body, { fileSound })
    .filter(({ state, field }) => {
      const level = levelOfField(fields[field]?.class ?? 'sealed', body.sensitivity);
      return state !== 'missing' || levels.has(level);
    })
    .map(({ point, group, state }) => ({ point, group, state }));
}
