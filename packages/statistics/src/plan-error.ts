/** A plan that cannot be, or a result that was asked for under another plan than the one that was entered. */
export class PlanError extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'PlanError';
  }
}
