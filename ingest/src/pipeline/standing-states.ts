// Some sources repeat what stands every few seconds and stamp nothing: "this camera is online". A repeat is no news, but
// the database cannot tell: a key of the state alone would make the second outage a duplicate of the first, and a key
// with the moment would make every repeat a revision. So the last state of each thing is remembered here and only
// another one is passed on. What a restart forgets is said once more; what another worker heard is set right by the next
// repeats; and after some hours a state is said again anyway, should a row have been refused.
import type { Decoded, FactDraft } from '../connector.ts';

const SAY_AGAIN_MS = 6 * 3_600_000;
/** Beyond so many things the ones heard longest ago are forgotten, and said once more. */
const MAX_THINGS = 20_000;

interface Standing {
  readonly state: string;
  readonly saidAtMs: number;
}

export class StandingStates {
  readonly #things = new Map<string, Standing>();

  /** The same without repeats, which are counted as dropped. */
  withoutRepeats(source: string, decoded: Decoded, receivedAt: string): Decoded {
    if (!decoded.facts.some(({ standing }) => standing)) return decoded;
    const atMs = Date.parse(receivedAt);
    const facts = decoded.facts.filter((fact) => !fact.standing || this.#isNews(source, fact, atMs));
    const repeats = decoded.facts.length - facts.length;
    return repeats ? { ...decoded, facts, dropped: (decoded.dropped ?? 0) + repeats } : decoded;
  }

  #isNews(source: string, { id, state }: FactDraft, atMs: number): boolean {
    const thing = `${source}/${id}`;
    const last = this.#things.get(thing);
    if (last?.state === state && atMs - last.saidAtMs < SAY_AGAIN_MS) return false;
    this.#things.delete(thing);
    this.#things.set(thing, { state, saidAtMs: atMs });
    if (this.#things.size > MAX_THINGS) this.#forgetOldest();
    return true;
  }

  #forgetOldest(): void {
    const [oldest] = this.#things.keys();
    if (oldest !== undefined) this.#things.delete(oldest);
  }
}
