// What every page needs before its first frame: whose province, who is signed in, whether the data are simulated.
import type { Site } from '@ioc/contracts/api/site';
import { createContext, use, useEffect } from 'react';
import type { ReactNode } from 'react';
import { useResource } from './resource.ts';

const SITE_PATH = '/api/v1/site';
const REFRESH_MS = 60_000;
const SiteContext = createContext<Site | null>(null);

export const useSiteResource = () => useResource<Site>(SITE_PATH, REFRESH_MS);

export function useSite(): Site {
  const site = use(SiteContext);
  if (!site) throw new Error('a page part stands outside <SignedIn>');
  return site;
}

/** Where a reader who is not signed in is sent: the role chooser, which says why and how. */
const signInFirstUrl = (path: string) => `/?from=${encodeURIComponent(path)}`;

/** Shows a page to those who are signed in; others go to the role chooser, which explains. */
export function SignedIn({
  children,
  waiting,
}: {
  readonly children: ReactNode;
  readonly waiting: ReactNode;
}) {
  const { value: site } = useSiteResource();
  const sentAway = site !== null && site.self === null;
  useEffect(() => {
    if (sentAway) location.replace(signInFirstUrl(location.pathname));
  }, [sentAway]);
  if (!site || sentAway) return waiting;
  return <SiteContext value={site}>{children}</SiteContext>;
}
