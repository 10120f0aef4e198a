// A panel that throws takes only itself down, and nobody is there to press a button: it is tried again by itself, later
// each time it throws again, and as if for the first time once it has held for a while.
import { useEffect, useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import type { FallbackProps } from 'react-error-boundary';
import { RetryPace } from './retry-pace.ts';

interface Props {
  /** What is shown meanwhile. */
  readonly Broken: ComponentType;
  readonly children: ReactNode;
}

/** The boundary around what a panel draws. */
export function RetryBoundary({ Broken, children }: Props) {
  const [pace] = useState(() => new RetryPace(() => performance.now()));
  const [Fallback] = useState(
    () =>
      function Again({ resetErrorBoundary }: FallbackProps) {
        useEffect(() => {
          const timer = setTimeout(resetErrorBoundary, pace.nextMs());
          return () => clearTimeout(timer);
        }, [resetErrorBoundary]);
        return <Broken />;
      },
  );
  return <ErrorBoundary FallbackComponent={Fallback}>{children}</ErrorBoundary>;
}
