import { randomUUID } from 'node:crypto';
import { Declined } from '../../access/declined.ts';
import { isConnectionLost } from '../../database/errors.ts';
import { isFull } from '../../evidence/refusals.ts';
import { NotFound, Refusal, type Session } from '../../record/types.ts';

/** How an import stands that goes on while nobody waits for it. */
export interface Job {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly compartment: string;
  readonly dryRun: boolean;
  readonly began: string;
  readonly phase: 'survey' | 'import' | 'done' | 'failed';
  readonly rows: number;
  readonly total: number | null;
  readonly report: unknown;
  /** Why it stopped, in words for the person. */
  readonly failure: string | null;
}

/** Jobs that are over are kept this long, in milliseconds. */
const KEPT = 3_600_000;
/** Imports of one account that go on at once, and of all. */
const MOST_OF_ONE = 2;
const MOST = 6;
const MOST_KEPT = 200;

type Step = Pick<Job, 'phase' | 'rows' | 'total'>;

/**
 * Imports that outlive the request that began them. They live in memory: one that a restart cut short is begun again, and
 * what was written before stays unchanged then.
 */
export class Jobs {
  readonly #jobs = new Map<string, Job>();
  readonly #ended = new Map<string, number>();

  /**
   * @throws Declined where enough goes on already, of this account or of all; nothing was begun
   */
  begin(
    session: Session,
    about: Pick<Job, 'name' | 'compartment' | 'dryRun'>,
    work: (told: (step: Step) => void) => Promise<unknown>,
  ): Job {
    this.#forget();
    const open = [...this.#jobs.values()].filter(({ phase }) => phase === 'survey' || phase === 'import');
    if (open.filter(({ account }) => account === session.account).length >= MOST_OF_ONE)
      throw full('own', `${MOST_OF_ONE} of your imports are going on already, as many as one person may have at once.`);
    if (open.length >= MOST)
      throw full('all', `${MOST} imports are going on already, as many as this server takes at once.`);
    const id = randomUUID();
    const job: Job = {
      ...{ id, account: session.account, ...about, began: new Date().toISOString() },
      ...{ phase: 'survey', rows: 0, total: null, report: null, failure: null },
    };
    this.#jobs.set(id, job);
    void this.#run(id, work);
    return job;
  }

  /**
   * @param places the compartments that the session reads now
   * @throws NotFound also for one of another account, or of a compartment that the session does not read (any more)
   */
  read(session: Session, id: string, places: ReadonlySet<string>): Job {
    const job = this.#jobs.get(id);
    if (job === undefined || !isFor(job, session, places))
      throw new NotFound(
        'There is no such import. The server may have been started anew: begin it again, nothing is doubled.',
      );
    return job;
  }

  of(session: Session, places: ReadonlySet<string>): Job[] {
    return [...this.#jobs.values()].filter((job) => isFor(job, session, places)).reverse();
  }

  async #run(id: string, work: (told: (step: Step) => void) => Promise<unknown>): Promise<void> {
    const change = (fields: Partial<Job>) => {
      const job = this.#jobs.get(id);
      if (job !== undefined) this.#jobs.set(id, { ...job, ...fields });
    };
    try {
      const report = await work(change);
      change({ phase: 'done', report });
    } catch (error) {
      const known = failureOf(error);
      if (known === null) process.stderr.write(`Import ${id}: ${error instanceof Error ? error.stack : error}\n`);
      change({ phase: 'failed', failure: known ?? FAULT });
    } finally {
      this.#ended.set(id, Date.now());
    }
  }

  #forget(): void {
    for (const [id, at] of this.#ended) {
      if (Date.now() - at < KEPT && this.#ended.size <= MOST_KEPT) break;
      this.#ended.delete(id);
      this.#jobs.delete(id);
    }
  }
}

function full(whose: 'own' | 'all', what: string): Declined {
  const todo = 'Nothing was begun. Wait until one of them is over, then begin again: the file stays handed in.';
  return new Declined(429, 'imports-full', what, todo, { whose });
}

const FAULT = 'A fault of the program stopped the import. Begin it again: nothing is doubled.';

/** Why an import stopped, in words; null for a fault of the program. */
function failureOf(error: unknown): string | null {
  if (error instanceof Refusal) return error.message;
  // A database that stopped because its disk is full says both.
  if (isConnectionLost(error))
    return 'The database stopped or restarts, most often because its disk is full. Begin it again when it is back: nothing is doubled.';
  if (isFull(error)) return 'The disk is full. Make room on it, then begin the import again: nothing is doubled.';
  return null;
}

/** A report tells of its file: a token for another compartment, or somebody whose membership rests, does not get it. */
function isFor({ account, compartment }: Job, session: Session, places: ReadonlySet<string>): boolean {
  return account === session.account && places.has(compartment);
}
