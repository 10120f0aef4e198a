import { LoaderCircle } from 'lucide-react';
import { useSiteResource } from '../api/site.tsx';
import { useText } from '../i18n/language.ts';
import './shell.css';

/** Between the first paint and the first answer. */
export function Waiting() {
  const text = useText();
  const { error } = useSiteResource();
  return (
    <main className="waiting">
      <LoaderCircle className="panel-spinner" aria-hidden="true" />
      <output>{error ? text.home.siteUnavailable : text.panelState.loading}</output>
    </main>
  );
}
