import { LivePage } from '../../shell/LivePage.tsx';
import { startPage } from '../../shell/start-page.tsx';
import { ConsolePage } from './ConsolePage.tsx';

startPage(
  <LivePage name="console">
    <ConsolePage />
  </LivePage>,
);
