import type { ReactNode } from 'react';
import { localName, useLanguage, useText } from '../i18n/language.ts';
import { useSite } from '../api/site.tsx';
import { Wordmark } from '../ui/Wordmark.tsx';
import { ConnectionSign } from './Freshness.tsx';
import { SimulatedRibbon } from './SimulatedRibbon.tsx';
import { Switches } from './Switches.tsx';
import './shell.css';

interface Props {
  readonly title: string;
  /** What stands at the far end: a clock, a print button. */
  readonly children?: ReactNode;
}

/** The one header of wall, leader and console. */
export function PageHeader({ title, children }: Props) {
  const text = useText();
  const language = useLanguage();
  const site = useSite();
  const province = site.province ? localName(language, site.province.name, site.province.nameEn) : null;
  return (
    <header className="page-header">
      <a className="skip-link" href="#content">
        {text.skipToContent}
      </a>
      <a className="page-home" href="/" aria-label={text.back}>
        <Wordmark name={text.product} below={province} />
      </a>
      <h1>{title}</h1>
      <div className="page-signs">
        <SimulatedRibbon demo={site.demo} />
        <ConnectionSign />
        <Switches />
      </div>
      {children}
    </header>
  );
}
