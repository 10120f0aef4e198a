// MQTT wants the PUBACKs of a connection in the order of its messages (MQTT 5, 4.6.0-2), and what is critical is committed
// before what came earlier from other devices of the same connection: so an answer that is due waits for those before it.

interface Owed {
  readonly answer: () => void;
  readonly pass: () => void;
  due: boolean;
}

export class AnswersInOrder {
  #owed: Owed[] = [];

  get isEmpty(): boolean {
    return this.#owed.length === 0;
  }

  /** Answers what to call when the answer is due. `pass` is called in place of `answer` when it is forgotten. */
  owe(answer: () => void, pass: () => void = () => undefined): () => void {
    const owed = { answer, pass, due: false };
    this.#owed.push(owed);
    return () => {
      owed.due = true;
      if (this.#owed[0] === owed) this.#give();
    };
  }

  /** No answer is given any more: the connection is gone, and with it whom it would be for, or is left unanswered. */
  forget(): void {
    const forgotten = this.#owed;
    this.#owed = [];
    for (const { pass } of forgotten) pass();
  }

  #give(): void {
    const still = this.#owed.findIndex(({ due }) => !due);
    const given = this.#owed.splice(0, still < 0 ? this.#owed.length : still);
    for (const { answer } of given) answer();
  }
}
