// `/admin/sources`, `/admin/sources?add`, `/admin/sources/<id>`: in the address, so that a dead letter can point at the
// source whose mapping is wrong.
import { useEffect, useState } from 'react';

export const SOURCES_ADDRESS = '/admin/sources';
export const ADD_ADDRESS = `${SOURCES_ADDRESS}?add`;
export const sourceAddress = (id: string): string => `${SOURCES_ADDRESS}/${encodeURIComponent(id)}`;

export type SourcePlace = { readonly kind: 'list' | 'add' } | { readonly kind: 'one'; readonly id: string };

function placeOf({ pathname, search }: Pick<Location, 'pathname' | 'search'>): SourcePlace {
  const id = pathname.split('/')[3];
  if (id) return { kind: 'one', id: decodeURIComponent(id) };
  return { kind: search === '?add' ? 'add' : 'list' };
}

export function useSourcePlace(): SourcePlace {
  const [place, setPlace] = useState(() => placeOf(location));
  useEffect(() => {
    const read = () => setPlace(placeOf(location));
    addEventListener('popstate', read);
    return () => removeEventListener('popstate', read);
  }, []);
  return place;
}
