import { compartmentFor, whoAmI } from '../access/index.ts';
import type { Instance } from '../database/index.ts';
import { commit, findExternal, nextSourceCodes } from '../record/index.ts';
import type { Session } from '../record/types.ts';
import { storeFile } from '../store/index.ts';
import type { ImportPort } from './port.ts';
import { inTurn } from './turn-store.ts';

/** What an import needs of the engine, bound to one session and compartment. */
export async function enginePort(instance: Instance, session: Session, name: string): Promise<ImportPort> {
  const id = await compartmentFor(instance, session, name);
  const { compartments } = await whoAmI(instance, session);
  const code = compartments.find((compartment) => compartment.id === id)?.code ?? '';
  return {
    compartment: { id, code },
    author: session.author,
    sourceKey: instance.keys.storeKey(id),
    findExternal: async (dataset, ids) => {
      const rows = await findExternal(instance, session, id, dataset, ids);
      return rows.map(({ record, kind, ...row }) => ({ ...row, id: record, kind: kind as 'incident' }));
    },
    commit: (changes, reason, after) => commit(instance, session, [...changes], reason, after),
    exclusively: (dataset, work) => inTurn(instance.owner, `import ${id} ${dataset}`, work),
    storeFile: (path) => storeFile(instance, id, path),
    nextSourceCodes: (n) => nextSourceCodes(instance, session, id, n),
  };
}
