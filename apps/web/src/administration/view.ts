export const ADMINISTRATION_VIEWS = ['accounts', 'compartments', 'totals'] as const;
export type AdministrationView = (typeof ADMINISTRATION_VIEWS)[number];
