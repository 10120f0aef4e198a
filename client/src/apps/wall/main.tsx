import { FollowDirector } from '../../director/director.tsx';
import { LivePage } from '../../shell/LivePage.tsx';
import { startPage } from '../../shell/start-page.tsx';
import { TimeTraveller } from '../../time-machine/use-time-machine.tsx';
import { WallPage } from './WallPage.tsx';

startPage(
  <LivePage name="wall" around={FollowDirector}>
    <TimeTraveller>
      <WallPage />
    </TimeTraveller>
  </LivePage>,
);
