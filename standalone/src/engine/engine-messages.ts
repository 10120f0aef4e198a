/** Why the engine process ended, as its exit code. */
export const EXIT = {
  /** The engine broke in the middle of a statement; a restart recovers from the log. */
  trap: 70,
  directoryInUse: 75,
  portUnavailable: 76,
  settings: 78,
} as const;

export interface EngineStats {
  rssBytes: number;
  connections: number;
  waitingUnits: number;
  unitsRun: number;
}

/** What the engine process tells its parent. */
export type FromEngine =
  | { kind: 'ready'; port: number; bootMs: number }
  /** It will exit with this code; the message is for people. */
  | { kind: 'fatal'; exitCode: number; message: string }
  | { kind: 'pong'; stats: EngineStats }
  /** A long statement of its own is about to run, or is over: the watchdog's limit depends on it. */
  | { kind: 'maintenance'; active: boolean }
  | { kind: 'log'; level: 'info' | 'warn' | 'error'; message: string };

/** What the parent asks; a late answer means that one statement blocks the process. */
export interface ToEngine {
  kind: 'ping';
}
