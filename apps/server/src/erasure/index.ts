/** The one door of this room: what must go is really gone, when two people say so. */
export { approveErasure } from './approve.ts';
export { commitErasuresAgain, exportErasures, finishErasures, rowsOf } from './finish.ts';
export { ErasureListError, LIST_NAME, type ListedErasure, listFile, readList, requireSignedBy } from './list-file.ts';
export {
  type ErasedClaim,
  erasedClaims,
  listErasures,
  previewErasure,
  readErasure,
  refuseErasure,
  requestErasure,
} from './request.ts';
export * from './types.ts';
