// The open section stands in the path, so that it can be linked and the back key works; no page is loaded anew for it.
import { useEffect, useState } from 'react';
import type { MouseEvent } from 'react';

export const SECTIONS = ['people', 'roles', 'groups', 'screens', 'keys', 'audit'] as const;
export type Section = (typeof SECTIONS)[number];

const sectionOf = (path: string): Section =>
  SECTIONS.find((section) => section === path.split('/')[2]) ?? 'people';

const isPlainPress = ({ button, ctrlKey, metaKey, shiftKey, altKey }: MouseEvent) =>
  button === 0 && !ctrlKey && !metaKey && !shiftKey && !altKey;

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
    history.pushState(null, '', `/admin/${next}`);
    setSection(next);
  };
  return { section, open };
}
