/** @jsxImportSource preact */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { firstLanguage, storeLanguage, storedLanguage } from '../../light-kit/page-language.ts';
import type { Language } from '../../light-kit/page-language.ts';
import { useSite } from '../../light-kit/use-site.ts';
import { Shell } from './frame/Shell.tsx';
import { Portal } from './frame/context.ts';
import { useRoute } from './frame/route.ts';
import { useCategories } from './frame/use-categories.ts';
import { ReportPage } from './report/ReportPage.tsx';
import { TrackPage } from './track/TrackPage.tsx';
import { en } from './words/en.ts';
import { vi } from './words/vi.ts';

/** The resident's two pages, `/report` and `/track/:code`. */
export function App() {
  const [route, go] = useRoute();
  const [language, setLanguage] = useState(() => firstLanguage(location.search, storedLanguage()));
  const site = useSite();
  const categories = useCategories();
  const words = language === 'vi' ? vi : en;
  const context = useMemo(() => ({ words, language, go }), [words, language, go]);

  useEffect(() => {
    document.documentElement.lang = language;
    document.title = route.page === 'report' ? words.title : words.trackTitle;
  }, [language, route.page, words]);
  const choose = (choice: Language) => {
    setLanguage(choice);
    storeLanguage(choice);
  };

  return (
    <Portal.Provider value={context}>
      <Shell site={site} page={route.page} onLanguage={choose}>
        {route.page === 'report' ? (
          <ReportPage id={route.id} categories={categories} />
        ) : (
          <TrackPage key={route.code} code={route.code} categories={categories.value} />
        )}
      </Shell>
    </Portal.Provider>
  );
}
