import { ArrowRight } from 'lucide-react';
import type { ComponentType, KeyboardEvent } from 'react';
import { mayOpen, seesRejectedInput, settlesInput } from '../../api/rights.ts';
import { useSite } from '../../api/site.tsx';
import { useChosenInSight } from '../../desk-kit/use-chosen-in-sight.ts';
import { useText } from '../../i18n/language.ts';
import { PanelHost } from '../../panel-kit/PanelHost.tsx';
import { clock } from '../../panels/clock/index.ts';
import { CriticalAnnouncer } from '../../shell/CriticalAnnouncer.tsx';
import { FreshnessBanner } from '../../shell/Freshness.tsx';
import { PageHeader } from '../../shell/PageHeader.tsx';
import { AlertsTab } from './alerts/AlertsTab.tsx';
import { goToHash, useConsoleHash } from './console-hash.ts';
import { DevicesTab } from './DevicesTab.tsx';
import { EventsTab } from './EventsTab.tsx';
import { LettersTab } from './letters/LettersTab.tsx';
import { SourcesTab } from './sources/SourcesTab.tsx';
import { UploadsTab } from './uploads/UploadsTab.tsx';
import { WaitingAlerts } from './WaitingAlerts.tsx';
import './console.css';

const TABS = ['alerts', 'events', 'deadLetters', 'uploads', 'devices', 'sources'] as const;
type Tab = (typeof TABS)[number];
const BODIES: Readonly<Record<Tab, ComponentType>> = {
  alerts: AlertsTab,
  events: EventsTab,
  deadLetters: LettersTab,
  uploads: UploadsTab,
  devices: DevicesTab,
  sources: SourcesTab,
};

/** Tabs of what the reader may look at. */
function useTabs(): readonly Tab[] {
  const { self } = useSite();
  const shut = new Set<Tab>();
  if (!self || !seesRejectedInput(self)) shut.add('deadLetters');
  if (!self || !settlesInput(self)) shut.add('uploads');
  return TABS.filter((tab) => !shut.has(tab));
}

function TabList({ open, tabs }: { readonly open: Tab; readonly tabs: readonly Tab[] }) {
  const text = useText().console;
  const strip = useChosenInSight<HTMLDivElement>(open, '[aria-selected="true"]');
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = tabs[(tabs.indexOf(open) + step + tabs.length) % tabs.length] ?? 'alerts';
    goToHash(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div ref={strip} className="tabs" role="tablist" aria-label={text.title}>
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
          onClick={() => goToHash(tab)}
        >
          {text.tabs[tab]}
          {tab === 'alerts' && <WaitingAlerts />}
        </button>
      ))}
    </div>
  );
}

/** The desk of whoever is on shift. */
export function ConsolePage() {
  const text = useText().console;
  const { self } = useSite();
  const tabs = useTabs();
  const wanted = useConsoleHash().tab;
  const tab = tabs.find((one) => one === wanted) ?? 'alerts';
  const Body = BODIES[tab];
  return (
    <div className="console">
      <PageHeader title={text.title}>
        <div className="console-clock">
          <PanelHost panel={clock} />
        </div>
      </PageHeader>
      <FreshnessBanner />
      {/* What is critical is an alert: on its tab it is announced as one. */}
      {tab !== 'alerts' && <CriticalAnnouncer />}
      <main id="content" tabIndex={-1}>
        <div className="tabs-row">
          <TabList open={tab} tabs={tabs} />
          {self && mayOpen('tickets', self) && (
            <a className="tabs-link" href="/console/tickets">
              {text.tickets}
              <ArrowRight aria-hidden="true" />
            </a>
          )}
        </div>
        <div className="console-body" id="tab-body" role="tabpanel" aria-labelledby={`tab-${tab}`}>
          <Body />
        </div>
      </main>
    </div>
  );
}
