import { LivePage } from '../../shell/LivePage.tsx';
import { startPage } from '../../shell/start-page.tsx';
import { WallPage } from './WallPage.tsx';

startPage(
  <LivePage name="wall">
    <WallPage />
  </LivePage>,
);
