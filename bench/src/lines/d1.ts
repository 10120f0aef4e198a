import type { Line } from './line.ts';
export const d1: Line = { id: 'd1', title: '', run: async () => { throw new Error('x'); } };
