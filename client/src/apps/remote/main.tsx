import { LivePage } from '../../shell/LivePage.tsx';
import { startPage } from '../../shell/start-page.tsx';
import { RemotePage } from './RemotePage.tsx';

startPage(
  <LivePage name="remote">
    <RemotePage />
  </LivePage>,
);
