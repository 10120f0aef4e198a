// Keeps the newest registry. It asks the change log every few seconds whether units or devices changed: the doorbell
// carries only a number and rings at every write, so listening would ask more often, not less.
import { Registry } from './registry.ts';
import type { RegistryRows } from './registry.ts';

export interface RegistryStore {
  read(): Promise<RegistryRows>;
  newestSeq(): Promise<string>;
  /** Whether anything changed after `since`, and up to which write that was looked at. */
  changedAfter(since: string): Promise<{ readonly changed: boolean; readonly seq: string }>;
}

export class RegistryHolder {
  readonly #store: RegistryStore;
  #current = new Registry({ units: [], codes: [], assets: [] });
  #seenSeq = '0';

  constructor(store: RegistryStore) {
    this.#store = store;
  }

  get current(): Registry {
    return this.#current;
  }

  async load(): Promise<void> {
    // The position first: a change that falls between the two is read again, not missed.
    const seq = await this.#store.newestSeq();
    this.#current = new Registry(await this.#store.read());
    this.#seenSeq = seq;
  }

  async refresh(): Promise<boolean> {
    const { changed, seq } = await this.#store.changedAfter(this.#seenSeq);
    if (changed) await this.load();
    // What was looked at once is not looked at again: the log of two days would be read every few seconds.
    else this.#seenSeq = seq;
    return changed;
  }
}
