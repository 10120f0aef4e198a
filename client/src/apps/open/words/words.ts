import type { vi } from './vi.ts';

/** Every sentence of the public page; functions where a value stands inside it. */
export type Words = typeof vi;
