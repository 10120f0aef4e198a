import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import '../ui/fonts.css';
import '../ui/tokens.css';
import '../ui/ground.css';
import '../ui/base.css';
import { PageFault } from './PageFault.tsx';

/** Puts a page into its document. */
export function startPage(page: ReactNode): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('the document has no #root');
  createRoot(root).render(
    <StrictMode>
      <PageFault>{page}</PageFault>
    </StrictMode>,
  );
}
