import { LoaderCircle } from 'lucide-react';
import './desk-kit.css';

/** In a pane or a dialog that shows the rest already: one line for what is still to come. */
export function DeskLoading({ children }: { readonly children: string }) {
  return (
    <output className="desk-loading">
      <LoaderCircle className="list-turning" aria-hidden="true" />
      {children}
    </output>
  );
}
