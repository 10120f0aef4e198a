import type { WallCommand } from '@ioc/contracts/api/walls';
import type { WallRow, WallScreenRow } from '@ioc/contracts/stream/channels';
import { ExternalLink } from 'lucide-react';
import { useCallback } from 'react';
import { useShown } from '../../director/director.tsx';
import { useTellWall } from '../../director/tell-wall.ts';
import { useDirectorText } from '../../i18n/director-text.ts';
import { useHub } from '../../stream/use-hub.tsx';
import { NowShowing } from './NowShowing.tsx';
import { PinScenes } from './PinScenes.tsx';
import { PutOnWall } from './PutOnWall.tsx';
import { ScreenList } from './ScreenList.tsx';
import { Transport } from './Transport.tsx';

interface Props {
  readonly wall: WallRow;
  readonly said: ReadonlyMap<string, WallScreenRow>;
}

/** A wall in one hand: what it shows, what to do about it, and who of its screens does it. */
export function WallPanel({ wall, said }: Props) {
  const text = useDirectorText().remote;
  const hub = useHub();
  const nowMs = useCallback(() => hub.clock.nowMs(), [hub]);
  const shown = useShown(wall, nowMs);
  const { told, tell } = useTellWall(wall.id);
  /** By the version that stands here: nobody overrides what they have not seen. */
  const tellSeen = (command: WallCommand) => tell({ ...command, version: wall.version });
  return (
    <div className="remote-wall">
      <section className="remote-drive" aria-label={wall.name}>
        <header className="remote-head">
          <h2>{wall.name}</h2>
          <a href={`/wall/${encodeURIComponent(shown.scene)}?wall=${encodeURIComponent(wall.id)}`}>
            <ExternalLink aria-hidden="true" />
            {text.open}
          </a>
        </header>
        <NowShowing wall={wall} shown={shown} />
        <Transport wall={wall} shown={shown} told={told} tell={tellSeen} />
        <PutOnWall shown={shown} tell={tellSeen} />
      </section>
      <PinScenes wall={wall} shown={shown} tell={tellSeen} />
      <ScreenList wall={wall} said={said} />
    </div>
  );
}
