/** A foreign tool that is not on this machine. */
export class Missing extends Error {
  constructor(name: string, how: string) {
    super(`${name} is missing — ${how}`);
    this.name = 'Missing';
  }
}

/** What a foreign tool said. */
export type Said = { readonly ok: boolean; readonly said: string };

/** Prints one line for each check and counts them. */
export class Report {
  #passed = 0;
  #failed = 0;
  #notRun = 0;

  get failed(): number {
    return this.#failed;
  }

  /** A check that must succeed, or with `fails` one of something altered that must not. A missing tool is no failure. */
  async check(name: string, ask: () => Promise<Said>, { fails = false } = {}): Promise<void> {
    try {
      const { ok, said } = await ask();
      if (ok !== fails) this.#line('ok', name);
      else this.#line('FAILED', `${name}: ${fails ? 'it was accepted' : said.trim()}`);
    } catch (error) {
      if (error instanceof Missing) this.#line('not run', `${error.message} (${name})`);
      else this.#line('FAILED', `${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  summary(): string {
    return `${this.#passed} passed, ${this.#failed} failed, ${this.#notRun} not run`;
  }

  #line(outcome: 'ok' | 'FAILED' | 'not run', text: string): void {
    if (outcome === 'ok') this.#passed += 1;
    else if (outcome === 'FAILED') this.#failed += 1;
    else this.#notRun += 1;
    console.log(outcome === 'not run' ? `not run: ${text}` : `${outcome}  ${text}`);
  }
}
