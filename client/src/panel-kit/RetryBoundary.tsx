// A panel that throws takes only itself down, and nobody is there to press a button: it is tried again by itself, later
// each time it throws again, and as if for the first time once it has held for a while.
import { createContext, use, useEffect, useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import type { FallbackProps } from 'react-error-boundary';
import { RetryPace } from './retry-pace.ts';

interface Props {
  /** What is shown meanwhile. */
  readonly Broken: ComponentType;
  readonly children: ReactNode;
}

interface Retrying {
  readonly pace: RetryPace;
  readonly Broken: ComponentType;
}

const RetryContext = createContext<Retrying | null>(null);

function Again({ resetErrorBoundary }: FallbackProps) {
  const retrying = use(RetryContext);
  useEffect(() => {
    if (!retrying) return undefined;
    const timer = setTimeout(resetErrorBoundary, retrying.pace.nextMs());
    return () => clearTimeout(timer);
  }, [retrying, resetErrorBoundary]);
  return retrying ? <retrying.Broken /> : null;
}

/** The boundary around what a panel draws. */
export function RetryBoundary({ Broken, children }: Props) {
  const [retrying] = useState(() => ({ pace: new RetryPace(() => performance.now()), Broken }));
  return (
    <RetryContext value={retrying}>
      <ErrorBoundary FallbackComponent={Again}>{children}</ErrorBoundary>
    </RetryContext>
  );
}
