import { useCallback, useEffect, useState } from 'preact/hooks';

export type Route = { readonly page: 'report' } | { readonly page: 'track'; readonly code: string | null };

/** The page that an address asks for; anything unknown is the report form. */
export function routeOf(pathname: string): Route {
  const [page, code] = pathname.split('/').filter(Boolean);
  if (page !== 'track') return { page: 'report' };
  return { page: 'track', code: code ? decoded(code) : null };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The current route and how to change it without loading the page again. */
export function useRoute(): readonly [Route, (path: string) => void] {
  const [route, setRoute] = useState(() => routeOf(location.pathname));
  useEffect(() => {
    const follow = () => setRoute(routeOf(location.pathname));
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const go = useCallback((path: string) => {
    history.pushState(null, '', path);
    setRoute(routeOf(path));
    scrollTo(0, 0);
    document.querySelector('main')?.focus();
  }, []);
  return [route, go];
}
