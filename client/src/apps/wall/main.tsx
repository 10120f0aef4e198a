import { PREVIEW_PATH } from '../../api/scene-preview.ts';
import { LivePage } from '../../shell/LivePage.tsx';
import { startPage } from '../../shell/start-page.tsx';
import { TimeTraveller } from '../../time-machine/use-time-machine.tsx';
import { PreviewPage } from './PreviewPage.tsx';
import { WallPage } from './WallPage.tsx';

startPage(
  <LivePage name="wall">
    <TimeTraveller>{location.pathname === PREVIEW_PATH ? <PreviewPage /> : <WallPage />}</TimeTraveller>
  </LivePage>,
);
