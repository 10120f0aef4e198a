import type { ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useText } from '../i18n/language.ts';
import './shell.css';

function Fallback({ error }: { readonly error: unknown }) {
  const text = useText().fault;
  return (
    <main className="page-fault" role="alert">
      <h1>{text.pageBroken}</h1>
      <p>{text.pageBrokenHint}</p>
      <pre>{error instanceof Error ? error.message : String(error)}</pre>
      <button type="button" className="button" onClick={() => location.reload()}>
        {text.reload}
      </button>
    </main>
  );
}

/** The last boundary: a page that breaks says so instead of going white. */
export function PageFault({ children }: { readonly children: ReactNode }) {
  return <ErrorBoundary FallbackComponent={Fallback}>{children}</ErrorBoundary>;
}
