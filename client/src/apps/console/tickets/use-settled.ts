import { useEffect, useState } from 'react';

/** What somebody types, once they pause: each letter of a word is no question of its own. */
export function useSettled(text: string, pauseMs: number): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text, pauseMs]);
  // What is emptied, is emptied at once.
  return text === '' ? text : settled;
}
