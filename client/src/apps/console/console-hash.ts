// `#deadLetters?source=frigate`: the open tab and what it is narrowed to, so that both can be linked and the back key works.
import { useEffect, useState } from 'react';

interface ConsoleHash {
  readonly tab: string;
  readonly query: URLSearchParams;
}

export function parseHash(hash: string): ConsoleHash {
  const [tab = '', query = ''] = hash.replace(/^#/, '').split('?');
  return { tab, query: new URLSearchParams(query) };
}

export const hashOf = (tab: string, query: Readonly<Record<string, string>>): string => {
  const words = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return words === '' ? tab : `${tab}?${words}`;
};

/**
 * Goes there and says so at once: the browser tells of a new hash only later, and a checkbox that stands for a part of it
 * would jump back until then.
 */
export function goToHash(hash: string): void {
  location.hash = hash;
  dispatchEvent(new Event('hashchange'));
}

export function useConsoleHash(): ConsoleHash {
  const [hash, setHash] = useState(() => location.hash);
  useEffect(() => {
    const read = () => setHash(location.hash);
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  return parseHash(hash);
}
