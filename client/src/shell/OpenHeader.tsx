import { useSiteResource } from '../api/site.tsx';
import { useText } from '../i18n/language.ts';
import { Wordmark } from '../ui/Wordmark.tsx';
import { SimulatedRibbon } from './SimulatedRibbon.tsx';
import { Switches } from './Switches.tsx';
import './shell.css';

/** The header of pages that stand before the door: nobody need be signed in. */
export function OpenHeader() {
  const text = useText();
  const { value: site } = useSiteResource();
  return (
    <header className="open-head">
      <a className="skip-link" href="#content">
        {text.skipToContent}
      </a>
      <a className="page-home" href="/">
        <Wordmark name={text.product} below={text.tagline} />
        <span className="sr-only">, {text.back}</span>
      </a>
      <div className="page-signs">
        <SimulatedRibbon demo={site?.demo ?? false} />
        <Switches />
      </div>
    </header>
  );
}
