import { useEffect, useState } from 'react';
import type { ComponentType, KeyboardEvent } from 'react';
import { seesRejectedInput } from '../../api/rights.ts';
import { useSite } from '../../api/site.tsx';
import { useText } from '../../i18n/language.ts';
import { PanelHost } from '../../panel-kit/PanelHost.tsx';
import { clock } from '../../panels/clock/index.ts';
import { CriticalAnnouncer } from '../../shell/CriticalAnnouncer.tsx';
import { FreshnessBanner } from '../../shell/Freshness.tsx';
import { PageHeader } from '../../shell/PageHeader.tsx';
import { DeadLettersTab } from './DeadLettersTab.tsx';
import { DevicesTab } from './DevicesTab.tsx';
import { EventsTab } from './EventsTab.tsx';
import { SourcesTab } from './SourcesTab.tsx';
import './console.css';

const TABS = ['events', 'deadLetters', 'devices', 'sources'] as const;
type Tab = (typeof TABS)[number];
const BODIES: Readonly<Record<Tab, ComponentType>> = {
  events: EventsTab,
  deadLetters: DeadLettersTab,
  devices: DevicesTab,
  sources: SourcesTab,
};

const tabOfHash = (): Tab => TABS.find((tab) => `#${tab}` === location.hash) ?? 'events';

/** The open tab, kept in the address so that it can be linked and the back key works. */
function useTab(): Tab {
  const [tab, setTab] = useState(tabOfHash);
  useEffect(() => {
    const read = () => setTab(tabOfHash());
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  return tab;
}

/** Tabs of what the reader may look at. */
function useTabs(): readonly Tab[] {
  const { self } = useSite();
  return self && seesRejectedInput(self) ? TABS : TABS.filter((tab) => tab !== 'deadLetters');
}

function TabList({ open, tabs }: { readonly open: Tab; readonly tabs: readonly Tab[] }) {
  const text = useText().console;
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = tabs[(tabs.indexOf(open) + step + tabs.length) % tabs.length] ?? 'events';
    location.hash = next;
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={text.title}>
      {tabs.map((tab) => (
        <button
          key={tab}
          id={`tab-${tab}`}
          type="button"
          role="tab"
          aria-selected={tab === open}
          aria-controls="tab-body"
          tabIndex={tab === open ? 0 : -1}
          onKeyDown={onKey}
          onClick={() => (location.hash = tab)}
        >
          {text.tabs[tab]}
        </button>
      ))}
    </div>
  );
}

/** The desk of whoever is on shift. */
export function ConsolePage() {
  const text = useText().console;
  const tabs = useTabs();
  const wanted = useTab();
  const tab = tabs.includes(wanted) ? wanted : 'events';
  const Body = BODIES[tab];
  return (
    <div className="console">
      <PageHeader title={text.title}>
        <div className="console-clock">
          <PanelHost panel={clock} />
        </div>
      </PageHeader>
      <FreshnessBanner />
      <CriticalAnnouncer />
      <main id="content" tabIndex={-1}>
        <TabList open={tab} tabs={tabs} />
        <div className="console-body" id="tab-body" role="tabpanel" aria-labelledby={`tab-${tab}`}>
          <Body />
        </div>
      </main>
    </div>
  );
}
