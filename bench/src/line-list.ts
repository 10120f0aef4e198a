// The one list of lines; `npm run bench -- <id>` runs one of them.
import { a1 } from './lines/a1.ts';
import { a1p } from './lines/a1p.ts';
import { a2 } from './lines/a2.ts';
import { a3 } from './lines/a3.ts';
import { a4 } from './lines/a4.ts';
import { b1 } from './lines/b1.ts';
import { b2 } from './lines/b2.ts';
import { c1 } from './lines/c1.ts';
import { c2 } from './lines/c2.ts';
import { c3 } from './lines/c3.ts';
import { d1 } from './lines/d1.ts';
import { d2 } from './lines/d2.ts';
import { e1 } from './lines/e1.ts';
import { e2 } from './lines/e2.ts';
import { e3 } from './lines/e3.ts';
import { fMarkers } from './lines/f-markers.ts';
import { f } from './lines/f.ts';
import { g1 } from './lines/g1.ts';
import { g2 } from './lines/g2.ts';
import { h1 } from './lines/h1.ts';
import { h2 } from './lines/h2.ts';
import { i1 } from './lines/i1.ts';
import { i2 } from './lines/i2.ts';
import type { Line } from './lines/line.ts';

export const LINES: readonly Line[] = [
  a1,
  a1p,
  a2,
  a3,
  a4,
  b1,
  b2,
  c1,
  c2,
  c3,
  d1,
  d2,
  e1,
  e2,
  e3,
  f,
  fMarkers,
  g1,
  g2,
  h1,
  h2,
  i1,
  i2,
];
