// MQTT wants the PUBACKs of a connection in the order of its messages (MQTT 5, 4.6.0-2), and what is critical is committed
// before what came earlier from other devices of the same connection: so an answer that is due waits for those before it.

interface Owed {
  readonly answer: () => void;
  due: boolean;
}

export class AnswersInOrder {
  #owed: Owed[] = [];

  /** Answers what to call when the answer is due. */
  owe(answer: () => void): () => void {
    const owed = { answer, due: false };
    this.#owed.push(owed);
    return () => {
      owed.due = true;
      if (this.#owed[0] === owed) this.#give();
    };
  }

  /** The connection is gone, and with it whom an answer would be for. */
  forget(): void {
    this.#owed = [];
  }

  #give(): void {
    const still = this.#owed.findIndex(({ due }) => !due);
    const given = this.#owed.splice(0, still < 0 ? this.#owed.length : still);
    for (const { answer } of given) answer();
  }
}
