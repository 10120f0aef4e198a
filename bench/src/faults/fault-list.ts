// The one list of faults; `npm run faults -- <id>` runs one of them.
import { f1 } from './f1-kill.ts';
import { f10 } from './f10-offline.ts';
import { f13 } from './f13-overload.ts';
import { f15 } from './f15-partition.ts';
import { f16 } from './f16-herd.ts';
import { f17 } from './f17-cycles.ts';
import { f19 } from './f19-health.ts';
import { f2 } from './f2-outage.ts';
import { f20 } from './f20-flood.ts';
import { f3 } from './f3-broker.ts';
import { f4 } from './f4-full-disk.ts';
import { f5 } from './f5-slow.ts';
import { f6 } from './f6-clocks.ts';
import { f7 } from './f7-repeats.ts';
import { f8 } from './f8-poison.ts';
import { f18, f9 } from './f9-f18-tests.ts';
import { s8 } from './s8-resident-flood.ts';
import type { Fault } from './fault.ts';

export const FAULTS: readonly Fault[] = [
  f1,
  f2,
  f3,
  f4,
  f5,
  f6,
  f7,
  f8,
  f9,
  f10,
  f13,
  f15,
  f16,
  f17,
  f18,
  f19,
  f20,
  s8,
];
