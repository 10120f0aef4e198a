// What a server said lately, kept by whoever polls it and in that process alone. Rounds overlap, because an update may
// become visible later than its stamp says, and a server that heeds no `updated_after` is asked for 90 days again and
// again: most of what comes is old. A page that is byte for byte as before is not read again, a request whose word is
// the one told is no news. After a restart the database finds the repeats (M3); nothing here is needed to be right, so
// nothing of it is stored, and each memory has a bound.

/** Words of requests; a province has some thousand in 90 days. */
const MAX_WORDS = 100_000;
/** Requests on remembered pages. */
const MAX_SEEN = 50_000;

/** What became of one request of the answer. */
export interface Seen {
  readonly id: string;
  readonly requestedAt: string;
  readonly stamp: string;
  readonly word: string;
  readonly isClosed: boolean;
  /** The server gave a stamp of its last change. */
  readonly hasUpdate: boolean;
}

/** What is needed of a page to go on from it. */
export interface PageSummary {
  /** Requests in the answer, good and bad. */
  readonly count: number;
  readonly firstId: string | null;
  readonly seen: readonly Seen[];
}

export class Open311Memory {
  readonly #words = new Map<string, string>();
  readonly #pages = new Map<string, PageSummary>();
  #seen = 0;

  /** The word last told of a request. */
  wordOf(id: string): string | undefined {
    return this.#words.get(id);
  }

  page(digest: string): PageSummary | undefined {
    return this.#pages.get(digest);
  }

  /** The words are stored now. */
  tell(told: readonly Seen[]): void {
    for (const { id, word } of told) {
      this.#words.delete(id);
      this.#words.set(id, word);
    }
    for (const id of this.#words.keys()) {
      if (this.#words.size <= MAX_WORDS) break;
      this.#words.delete(id);
    }
  }

  /** This page was read, and all of it that was news is stored. */
  keep(digest: string, page: PageSummary): void {
    if (this.#pages.has(digest)) return;
    this.#pages.set(digest, page);
    this.#seen += page.seen.length;
    for (const [oldest, { seen }] of this.#pages) {
      if (this.#seen <= MAX_SEEN) break;
      this.#pages.delete(oldest);
      this.#seen -= seen.length;
    }
  }
}
