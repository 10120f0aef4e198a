import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useOptionalArea } from '../api/area.tsx';
import { useSite } from '../api/site.tsx';
import { localName, useLanguage, useText } from '../i18n/language.ts';
import { Wordmark } from '../ui/Wordmark.tsx';
import { AreaSwitch } from './AreaSwitch.tsx';
import { ConnectionSign } from './Freshness.tsx';
import { SimulatedRibbon } from './SimulatedRibbon.tsx';
import { Switches } from './Switches.tsx';
import { UserMenu } from './UserMenu.tsx';
import './shell.css';

interface Props {
  readonly title: string;
  /** In a small line under the title. */
  readonly below?: string;
  /** Shows whether the line to the hub lives; not on pages that hear nothing. */
  readonly live?: boolean;
  /** What stands at the far end: a clock, a print button. */
  readonly children?: ReactNode;
}

/** The one header of wall, leader, console, account and administration. Says whose area is shown when it is not all. */
export function PageHeader({ title, below, live = true, children }: Props) {
  const text = useText();
  const language = useLanguage();
  const site = useSite();
  const area = useOptionalArea();
  const province = site.province ? localName(language, site.province.name, site.province.nameEn) : null;
  const whose = area && area.scope !== 'province' ? area.name : null;
  useEffect(() => {
    document.title = `${whose === null ? title : `${title} · ${whose}`} – ${text.product}`;
  }, [title, whose, text]);
  return (
    <header className="page-header">
      <a className="skip-link" href="#content">
        {text.skipToContent}
      </a>
      <a className="page-home" href="/">
        <Wordmark name={text.product} below={province} />
        <span className="sr-only">, {text.back}</span>
      </a>
      <div className="page-title">
        <h1>
          {title}
          {whose !== null && <span className="page-area">{whose}</span>}
        </h1>
        {below !== undefined && (
          <p className="page-below" title={below}>
            {below}
          </p>
        )}
      </div>
      <div className="page-signs">
        <SimulatedRibbon demo={site.demo} />
        {live && <ConnectionSign />}
        <AreaSwitch />
        <Switches />
        <UserMenu />
      </div>
      {children}
    </header>
  );
}
