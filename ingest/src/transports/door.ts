/** A listening transport. Ending goes in two steps, so that what was taken can still be committed and acknowledged. */
export interface Door {
  readonly port: number;
  /** Of the listener beside it that speaks TLS; absent or null when there is none. */
  readonly tlsPort?: number | null;
  /** Takes nothing more; what was taken is still answered. */
  pause(): void;
  close(): Promise<void>;
  /** Closes connections of those who may no longer be in. */
  recheck?(): void;
}
