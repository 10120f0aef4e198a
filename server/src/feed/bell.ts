/** A ring that nobody waits for is remembered; several rings are one. */
export class Bell {
  #isRung = false;
  #wake: (() => void) | null = null;

  get isRung(): boolean {
    return this.#isRung;
  }

  ring(): void {
    this.#isRung = true;
    this.#wake?.();
  }

  /** What was rung until now is being seen to. */
  answer(): void {
    this.#isRung = false;
  }

  /** Until it rings, at most `limitMs`; it goes on ringing until it is answered. One waits at a time. */
  async wait(limitMs: number): Promise<void> {
    if (this.#isRung || limitMs <= 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, limitMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
  }
}
