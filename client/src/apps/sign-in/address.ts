// What the address of the sign-in page carries, read once and taken out at once: a token belongs in no history and no
// screenshot. `?token=` and `#token=` are the owner's link, `/sign-in/invitation#…` an invitation or a reset,
// `?error=` what an identity provider sent back with.
import { destinationOf } from '../home/destination.ts';

export interface SignInAddress {
  readonly page: 'sign-in' | 'invitation';
  readonly token: string | null;
  /** Where the reader wanted to go. */
  readonly destination: string;
  readonly from: string | null;
  readonly fault: string | null;
}

export function readAddress({
  pathname,
  search,
  hash,
}: Pick<Location, 'pathname' | 'search' | 'hash'>): SignInAddress {
  const query = new URLSearchParams(search);
  const fragment = new URLSearchParams(hash.slice(1));
  const isInvitation = pathname.replace(/\/$/, '') === '/sign-in/invitation';
  const from = query.get('from');
  return {
    page: isInvitation ? 'invitation' : 'sign-in',
    token: isInvitation ? hash.slice(1) || null : (query.get('token') ?? fragment.get('token')),
    destination: destinationOf(from),
    from,
    fault: query.get('error'),
  };
}

/** The address without its secret. */
export function cleanAddress({ page, from }: SignInAddress): string {
  if (page === 'invitation') return '/sign-in/invitation';
  return from === null ? '/sign-in' : `/sign-in?from=${encodeURIComponent(from)}`;
}
