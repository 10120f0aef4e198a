// Loaded before the program itself in every process that is supervised: it ends with the supervisor also while it is
// starting, and when its own way of ending fails.
import { isMainThread } from 'node:worker_threads';
import { watchParent } from '../engine/parent-watch.ts';

export const PARENT_VARIABLE = 'TOAN_CANH_SUPERVISOR';

// Threads of the program inherit its arguments, and with them this file.
if (isMainThread && process.env[PARENT_VARIABLE]) watchParent(Number(process.env[PARENT_VARIABLE]));
