import type { Line } from './line.ts';
export const d2: Line = { id: 'd2', title: '', run: async () => { throw new Error('x'); } };
