import type { Line } from './line.ts';
export const b2: Line = { id: 'b2', title: '', run: async () => { throw new Error('x'); } };
