/** Names of the parameters of a query; whatever else stands in an address belongs to somebody else. */
export const QUERY_FIELDS = [
  'kind',
  'compartment',
  'text',
  'from',
  'to',
  'bbox',
  'near',
  'code',
  'act',
  'status',
  'assigned',
  'tag',
  'batch',
  'level',
  'about',
  'record',
  'sort',
] as const;
export type QueryField = (typeof QUERY_FIELDS)[number];
