// Loaded before the program itself in a process that is started ahead of what it needs: its code is loaded, which is the
// most of a start, and then it waits for the word to begin. That brings the settings, which were not known before.
import { once } from 'node:events';
import { isMainThread } from 'node:worker_threads';
import { HOLD_VARIABLE, type BeginMessage } from './hold-word.ts';

const code = process.env[HOLD_VARIABLE];
// Threads of the program inherit its arguments, and with them this file.
if (isMainThread && code) {
  const told = once(process, 'message') as Promise<[BeginMessage]>;
  await import(code);
  const [{ begin }] = await told;
  delete process.env[HOLD_VARIABLE];
  Object.assign(process.env, begin);
}
