import type { AlertRow } from '@ioc/contracts/stream/channels';
import { useEffect, useState } from 'react';
import { useAlertText } from '../../../i18n/alert-text.ts';
import { localName, useFormat, useLanguage, useText } from '../../../i18n/language.ts';
import { severityRank } from '../../../marks/severity.ts';

/** In a flood a screen reader would talk for an hour: the worst of what came meanwhile is said. */
const LEAST_MS = 4_000;

interface Props {
  readonly calling: readonly AlertRow[];
  readonly waiting: number;
}

export function AlertAnnouncer({ calling, waiting }: Props) {
  const text = useText();
  const words = useAlertText();
  const format = useFormat();
  const language = useLanguage();
  const [said, setSaid] = useState('');
  useEffect(() => {
    const worst = calling.toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity))[0];
    if (!worst) return undefined;
    const name = localName(language, worst.title, worst.titleEn);
    const sentence = words.news(name, text.severity[worst.severity], format.number(waiting));
    const timer = setTimeout(() => setSaid(sentence), said === '' ? 0 : LEAST_MS);
    return () => clearTimeout(timer);
    // What is said next waits for what was said last.
  }, [calling, waiting, said, text, words, format, language]);
  return (
    <p className="sr-only" aria-live="polite">
      {said}
    </p>
  );
}
