// What every page needs before its first frame: whose province, who is signed in, whether the data are simulated.
import type { Site } from '@ioc/contracts/api/site';
import { createContext, use, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { SIGNED_OUT } from './request.ts';
import { readAgain, useResource } from './resource.ts';

const SITE_PATH = '/api/v1/site';
const REFRESH_MS = 60_000;
const SiteContext = createContext<Site | null>(null);

export const useSiteResource = () => useResource<Site>(SITE_PATH, REFRESH_MS);

/** Rights may have changed: ask at once who is signed in. */
export const askWhoAgain = (): void => readAgain(SITE_PATH);

export function useSite(): Site {
  const site = use(SiteContext);
  if (!site) throw new Error('a page part stands outside <SignedIn>');
  return site;
}

/** Where a reader goes who is signed in no longer, or not yet: people to the sign-in page, screens to their own. */
const doorOf = (wasScreen: boolean): string =>
  wasScreen
    ? '/screen#ended'
    : `/sign-in?from=${encodeURIComponent(`${location.pathname}${location.search}`)}`;

interface SignedInProps {
  readonly children: ReactNode;
  readonly waiting: ReactNode;
  /** Shown at once in place of a screen's page when its right ends, before its own page has come. */
  readonly ended?: ReactNode;
}

/** Shows a page to those who are signed in; others go where one signs in, and nothing of the page stays. */
export function SignedIn({ children, waiting, ended = waiting }: SignedInProps) {
  const { value: site } = useSiteResource();
  const [isScreen, setIsScreen] = useState(false);
  const isScreenNow = site?.self ? site.self.kind === 'screen' : isScreen;
  if (isScreenNow !== isScreen) setIsScreen(isScreenNow);
  const sentAway = site !== null && site.self === null;
  useEffect(() => {
    if (sentAway) location.replace(doorOf(isScreen));
  }, [sentAway, isScreen]);
  useEffect(() => {
    document.addEventListener(SIGNED_OUT, askWhoAgain);
    return () => document.removeEventListener(SIGNED_OUT, askWhoAgain);
  }, []);
  if (sentAway && isScreen) return ended;
  if (!site || sentAway) return waiting;
  return <SiteContext value={site}>{children}</SiteContext>;
}
