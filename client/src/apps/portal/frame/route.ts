import { useCallback, useEffect, useState } from 'preact/hooks';

export type Route =
  /** `id` is a report of this phone: its form, or how far it has come. */
  | { readonly page: 'report'; readonly id: string | null }
  | { readonly page: 'track'; readonly code: string | null };

/** The page that an address asks for; anything unknown is the report form. */
export function routeOf(address: string): Route {
  const [pathname = '', search = ''] = address.split('?');
  const [page, code] = pathname.split('/').filter(Boolean);
  if (page !== 'track') return { page: 'report', id: new URLSearchParams(search).get('id') };
  return { page: 'track', code: code ? decoded(code) : null };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const here = () => routeOf(location.pathname + location.search);

/** The current route and how to change it without loading the page again. */
export function useRoute(): readonly [Route, (path: string) => void] {
  const [route, setRoute] = useState(here);
  useEffect(() => {
    const follow = () => setRoute(here());
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
