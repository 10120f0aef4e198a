// Two pages of one file: the console, and the tickets, which whoever is at the scene opens without the rest.
import { LivePage } from '../../shell/LivePage.tsx';
import { startPage } from '../../shell/start-page.tsx';

async function pageAt(path: string) {
  if (path.replace(/\/$/, '') === '/console/tickets') {
    const { TicketsPage } = await import('./tickets/TicketsPage.tsx');
    return (
      <LivePage name="tickets">
        <TicketsPage />
      </LivePage>
    );
  }
  const { ConsolePage } = await import('./ConsolePage.tsx');
  return (
    <LivePage name="console">
      <ConsolePage />
    </LivePage>
  );
}

startPage(await pageAt(location.pathname));
