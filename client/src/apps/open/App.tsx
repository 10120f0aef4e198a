/** @jsxImportSource preact */
// `/open`: what residents told this province and how soon it was done, for everybody.
import type { OpenPeriodDays } from '@ioc/contracts/api/open-data';
import { useEffect, useState } from 'preact/hooks';
import {
  firstLanguage,
  storedLanguage,
  storeLanguage,
  type Language,
} from '../../light-kit/page-language.ts';
import { useSite } from '../../light-kit/use-site.ts';
import { daysIn, isFigures } from './answers.ts';
import { Figures } from './Figures.tsx';
import { Header } from './Header.tsx';
import type { Told } from './numbers.ts';
import { useAnswer } from './use-answer.ts';
import { en } from './words/en.ts';
import { vi } from './words/vi.ts';

export function App() {
  const [language, setLanguage] = useState(() => firstLanguage(location.search, storedLanguage()));
  const [days, setDays] = useState<OpenPeriodDays>(() => daysIn(location.search));
  const site = useSite();
  const words = language === 'vi' ? vi : en;
  const told: Told = { words, language };
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${words.title}: ${words.subtitle}`;
  }, [language, words]);
  const choose = (choice: Language) => {
    setLanguage(choice);
    storeLanguage(choice);
  };
  const look = (choice: OpenPeriodDays) => {
    const address = new URL(location.href);
    address.searchParams.set('days', String(choice));
    history.replaceState(null, '', address);
    setDays(choice);
  };
  return (
    <>
      <a class="skip-link" href="#main">
        {words.skip}
      </a>
      {site?.demo && (
        <p class="ribbon" role="note">
          {words.demo}
        </p>
      )}
      <Header told={told} site={site} onLanguage={choose} />
      <main id="main" tabIndex={-1}>
        <Loaded key={days} days={days} told={told} onDays={look} />
      </main>
      <footer>Toàn Cảnh{site ? ` ${site.version}` : ''}</footer>
    </>
  );
}

interface LoadedProps {
  readonly days: OpenPeriodDays;
  readonly told: Told;
  readonly onDays: (days: OpenPeriodDays) => void;
}

function Loaded({ days, told, onDays }: LoadedProps) {
  const { words } = told;
  const [answer, askAgain] = useAnswer(`/api/v1/open/figures?days=${days}`, isFigures, true);
  if (answer.value)
    return <Figures figures={answer.value} answer={answer} told={told} onDays={onDays} onAgain={askAgain} />;
  if (!answer.failing) return <output class="waiting">{words.loading}</output>;
  return (
    <div class="notice" role="alert">
      <span>{words.failed}</span>
      <button type="button" onClick={askAgain}>
        {words.again}
      </button>
    </div>
  );
}
