/** The work that is under way, so that a stop can let it finish. */
export class Traffic {
  #underWay = 0;
  #stopping = false;
  #idle: (() => void) | null = null;

  /** From here on nothing new is taken. */
  stop(): void {
    this.#stopping = true;
  }

  get isStopping(): boolean {
    return this.#stopping;
  }

  begin(): void {
    this.#underWay += 1;
  }

  end(): void {
    this.#underWay -= 1;
    if (this.#underWay === 0) this.#idle?.();
  }

  /** Resolves when nothing is under way, or after `deadlineMs`. */
  async finished(deadlineMs: number): Promise<void> {
    if (this.#underWay === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, deadlineMs);
      this.#idle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
