// The one list of lines; `npm run bench -- <id>` runs one of them.
import { a1 } from './lines/a1.ts';
import { a1p } from './lines/a1p.ts';
import { b1 } from './lines/b1.ts';
import type { Line } from './lines/line.ts';

export const LINES: readonly Line[] = [a1, a1p, b1];
