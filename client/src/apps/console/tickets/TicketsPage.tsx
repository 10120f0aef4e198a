import { mayOpen } from '../../../api/rights.ts';
import { useSite } from '../../../api/site.tsx';
import { useTicketText } from '../../../i18n/ticket-text.ts';
import { FreshnessBanner } from '../../../shell/Freshness.tsx';
import { PageHeader } from '../../../shell/PageHeader.tsx';
import { TicketDesk } from './TicketDesk.tsx';
import '../console.css';

/** `/console/tickets`: the desk's and, at the scene, the reporter's. */
export function TicketsPage() {
  const text = useTicketText();
  const { self } = useSite();
  return (
    <div className="console">
      <PageHeader title={text.title}>
        {self && mayOpen('console', self) && (
          <a className="button ticket-console" data-quiet="true" href="/console">
            {text.console}
          </a>
        )}
      </PageHeader>
      <FreshnessBanner />
      <main id="content" tabIndex={-1}>
        <TicketDesk />
      </main>
    </div>
  );
}
