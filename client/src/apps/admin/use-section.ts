// The open section stands in the path, so that it can be linked and the back key works; no page is loaded anew for it.
import { useEffect, useState } from 'react';
import type { MouseEvent } from 'react';

export const SECTIONS = [
  'people',
  'roles',
  'groups',
  'map',
  'sources',
  'scenes',
  'screens',
  'keys',
  'audit',
] as const;
export type Section = (typeof SECTIONS)[number];

const sectionOf = (path: string): Section =>
  SECTIONS.find((section) => section === path.split('/')[2]) ?? 'people';

export const isPlainPress = ({ button, ctrlKey, metaKey, shiftKey, altKey }: MouseEvent) =>
  button === 0 && !ctrlKey && !metaKey && !shiftKey && !altKey;

/** Changes the address without loading a page; whoever reads it hears of it as of the back key. */
export function goTo(address: string): void {
  history.pushState(null, '', address);
  dispatchEvent(new PopStateEvent('popstate'));
}

export function useSection() {
  const [section, setSection] = useState(() => sectionOf(location.pathname));
  useEffect(() => {
    const read = () => setSection(sectionOf(location.pathname));
    addEventListener('popstate', read);
    return () => removeEventListener('popstate', read);
  }, []);
  const open = (event: MouseEvent, next: Section) => {
    if (!isPlainPress(event)) return;
    event.preventDefault();
    goTo(`/admin/${next}`);
  };
  return { section, open };
}
