import { Inbox, LoaderCircle, LockKeyhole, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/language.ts';
import './desk-kit.css';

/** What a list is that has no rows to show: not heard yet, not open to the reader, not to be had, or really nothing. */
type ListNothing = 'loading' | 'forbidden' | 'failed' | 'empty';

const SIGNS: Readonly<Record<ListNothing, LucideIcon>> = {
  loading: LoaderCircle,
  forbidden: LockKeyhole,
  failed: TriangleAlert,
  empty: Inbox,
};

interface Props {
  readonly of: ListNothing;
  /** Of what is empty, where another fits better. */
  readonly sign?: LucideIcon;
  readonly onRetry?: () => void;
  readonly children: ReactNode;
}

/** In place of the rows. What is loading is said when there is time, what went wrong at once. */
export function ListSign({ of, sign, onRetry, children }: Props) {
  const { retry } = useText();
  const Sign = sign ?? SIGNS[of];
  const Box = of === 'loading' ? 'output' : 'div';
  return (
    <Box className="list-state" role={of === 'forbidden' || of === 'failed' ? 'alert' : undefined}>
      <Sign className={of === 'loading' ? 'list-turning' : undefined} aria-hidden="true" />
      {typeof children === 'string' ? <p>{children}</p> : children}
      {onRetry && (
        <button type="button" className="button" data-quiet="true" onClick={onRetry}>
          {retry}
        </button>
      )}
    </Box>
  );
}
