export { columnsOf } from './columns.ts';
export { tableFormat } from './format.ts';
export { checkedMapping, importTable, MappingRefused, mappingFromText } from './import-table.ts';
export { tableRows } from './rows.ts';
export { openTable, type TableSource } from './source.ts';
