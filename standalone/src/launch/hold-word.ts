/** Address of the module that brings a program's code and does nothing by itself (hold.ts). */
export const HOLD_VARIABLE = 'TOAN_CANH_HOLD';

/** What a process that was loaded ahead is told once it may begin. */
export interface BeginMessage {
  readonly begin: NodeJS.ProcessEnv;
}
