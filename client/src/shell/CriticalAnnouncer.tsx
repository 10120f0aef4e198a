import { useEffect, useRef, useState } from 'react';
import { localName, useLanguage, useText } from '../i18n/language.ts';
import { useHub, useStream } from '../stream/use-hub.tsx';

/** Tells screen readers of each new critical thing, politely; what is seen again is no news. */
export function CriticalAnnouncer() {
  return useHub().past === null ? <Announcer /> : null;
}

function Announcer() {
  const text = useText();
  const language = useLanguage();
  const { rows, synced } = useStream('critical');
  const known = useRef<ReadonlySet<string> | null>(null);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (!synced) return;
    const before = known.current;
    known.current = new Set(rows.keys());
    const fresh = [...rows.values()].filter(
      ({ key, closed }) => before !== null && !closed && !before.has(key),
    );
    const newest = fresh.at(-1);
    if (newest)
      setWords(
        text.wall.criticalNews(localName(language, newest.title, newest.titleEn), text.domain[newest.domain]),
      );
  }, [rows, synced, text, language]);
  return (
    <p className="sr-only" aria-live="polite">
      {words}
    </p>
  );
}
