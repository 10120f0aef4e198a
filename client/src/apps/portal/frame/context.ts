import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '../../../light-kit/page-language.ts';
import { vi } from '../words/vi.ts';
import type { Words } from '../words/words.ts';

/** What every piece of the page may ask: its words, its language, and where to go. */
export interface PortalContext {
  readonly words: Words;
  readonly language: Language;
  readonly go: (path: string) => void;
}

export const Portal = createContext<PortalContext>({ words: vi, language: 'vi', go: () => {} });

export const usePortal = () => useContext(Portal);
