import type { Line } from './line.ts';
export const c3: Line = { id: 'c3', title: '', run: async () => { throw new Error('x'); } };
