// A typed record instead of an i18n library.
import { vi } from './vi.ts';

/** Every sentence of the portal; functions where a value stands inside it. */
export type Words = typeof vi;
export type ErrorKey = keyof Words['errors'];
