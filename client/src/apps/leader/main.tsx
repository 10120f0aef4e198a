import { LivePage } from '../../shell/LivePage.tsx';
import { startPage } from '../../shell/start-page.tsx';
import { LeaderPage } from './LeaderPage.tsx';

startPage(
  <LivePage name="leader">
    <LeaderPage />
  </LivePage>,
);
