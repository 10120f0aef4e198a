import { SignedIn } from '../../api/site.tsx';
import { startPage } from '../../shell/start-page.tsx';
import { Waiting } from '../../shell/Waiting.tsx';
import { LiveHub } from '../../stream/use-hub.tsx';
import { ConsolePage } from './ConsolePage.tsx';

startPage(
  <SignedIn waiting={<Waiting />}>
    <LiveHub>
      <ConsolePage />
    </LiveHub>
  </SignedIn>,
);
