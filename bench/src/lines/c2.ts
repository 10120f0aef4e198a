import type { Line } from './line.ts';
export const c2: Line = { id: 'c2', title: '', run: async () => { throw new Error('x'); } };
