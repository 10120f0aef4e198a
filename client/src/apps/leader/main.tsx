import { SignedIn } from '../../api/site.tsx';
import { startPage } from '../../shell/start-page.tsx';
import { Waiting } from '../../shell/Waiting.tsx';
import { LiveHub } from '../../stream/use-hub.tsx';
import { LeaderPage } from './LeaderPage.tsx';

startPage(
  <SignedIn waiting={<Waiting />}>
    <LiveHub>
      <LeaderPage />
    </LiveHub>
  </SignedIn>,
);
