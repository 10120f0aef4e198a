import { Printer } from 'lucide-react';
import { useFormat, useText } from '../../i18n/language.ts';
import type { Panel } from '../../panel-kit/define-panel.tsx';
import { PanelHost } from '../../panel-kit/PanelHost.tsx';
import { laggards } from '../../panels/laggards/index.ts';
import { published } from '../../panels/published/index.ts';
import { serviceIndicators } from '../../panels/service-indicators/index.ts';
import { serviceTrend } from '../../panels/service-trend/index.ts';
import { serviceUnitsPanel } from '../../panels/service-units/index.ts';
import { FreshnessBanner } from '../../shell/Freshness.tsx';
import { PageHeader } from '../../shell/PageHeader.tsx';
import { useLiveness } from '../../stream/use-hub.tsx';
import './leader.css';

const PLACES: readonly (readonly [string, Panel])[] = [
  ['indicators', serviceIndicators],
  ['laggards', laggards],
  ['trend', serviceTrend],
  ['units', serviceUnitsPanel],
  ['published', published],
];

function PrintButton() {
  const text = useText().leader;
  return (
    <button type="button" className="button leader-print" data-quiet="true" onClick={() => print()}>
      <Printer aria-hidden="true" />
      <span>{text.print}</span>
    </button>
  );
}

function PrintedAt() {
  const text = useText().leader;
  const format = useFormat();
  const { nowMs } = useLiveness();
  return (
    <p className="leader-printed figures">{text.printedAt(`${format.date(nowMs)} ${format.time(nowMs)}`)}</p>
  );
}

/** What a leader needs between two meetings: the figures, who lags, and a print of both. */
export function LeaderPage() {
  const text = useText().leader;
  return (
    <div className="leader">
      <PageHeader title={text.heading}>
        <PrintButton />
        <PrintedAt />
      </PageHeader>
      <FreshnessBanner />
      <main id="content" className="leader-grid" tabIndex={-1}>
        {PLACES.map(([place, panel]) => (
          <div key={place} className={`leader-${place}`}>
            <PanelHost panel={panel} />
          </div>
        ))}
      </main>
    </div>
  );
}
