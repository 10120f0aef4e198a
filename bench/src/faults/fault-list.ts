// The one list of faults; `npm run faults -- <id>` runs one of them.
import { f1 } from './f1-kill.ts';
import { f2 } from './f2-outage.ts';
import { f7 } from './f7-repeats.ts';
import { f8 } from './f8-poison.ts';
import { f18, f9 } from './f9-f18-tests.ts';
import type { Fault } from './fault.ts';

export const FAULTS: readonly Fault[] = [f1, f2, f7, f8, f9, f18];
