// One piece of an upload at a time. A phone that lost its line comes back before the server has noticed: the newer
// request ends the older one, waits until what came of it is on disk, and goes on from there.
interface Turn {
  readonly end: AbortController;
  readonly over: Promise<unknown>;
}

export class Lanes {
  readonly #turns = new Map<string, Turn>();

  has(id: string): boolean {
    return this.#turns.has(id);
  }

  async alone<T>(id: string, work: (ended: AbortSignal) => Promise<T>): Promise<T> {
    for (let before = this.#turns.get(id); before; before = this.#turns.get(id)) {
      before.end.abort();
      await before.over;
    }
    const end = new AbortController();
    const done = work(end.signal);
    const turn = { end, over: done.catch(() => undefined) };
    this.#turns.set(id, turn);
    try {
      return await done;
    } finally {
      if (this.#turns.get(id) === turn) this.#turns.delete(id);
    }
  }
}
