import type { Shown } from '@ioc/contracts/director';
import { shownAt } from '@ioc/contracts/director';
import type { WallRow } from '@ioc/contracts/stream/channels';
import { ListVideo, Pause, Pin, Siren } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useAreaNames } from '../../api/area-names.ts';
import { useSceneTitles } from '../../api/scenes.ts';
import { useDriverName } from '../../director/use-driver-name.ts';
import { useDirectorText } from '../../i18n/director-text.ts';
import { localName, useFormat, useLanguage } from '../../i18n/language.ts';
import { useLiveness } from '../../stream/use-hub.tsx';

const ICONS: Readonly<Record<Shown['mode'], LucideIcon>> = {
  rotating: ListVideo,
  paused: Pause,
  pinned: Pin,
  interrupted: Siren,
};
const RULES = 'rules';

interface Props {
  readonly wall: WallRow;
  readonly shown: Shown;
}

/** What all screens of the wall should show now, and what follows. */
export function NowShowing({ wall, shown }: Props) {
  const text = useDirectorText();
  const language = useLanguage();
  const format = useFormat();
  const titles = useSceneTitles();
  const { nowMs } = useLiveness();
  const { elapsedMs, dwellMs, untilMs, index } = shownAt(wall, nowMs);
  const next = wall.programme[(index + 1) % Math.max(1, wall.programme.length)];
  const nameOf = useAreaNames([shown.area, ...(next ? [next.area] : [])]);
  const titleOf = (scene: string) => titles.get(scene) ?? scene;
  const { interruption } = shown;
  const Icon = ICONS[shown.mode];
  const driverName = useDriverName();
  const by = wall.changedBy === RULES ? text.remote.rules : driverName(wall.changedBy);
  const isTurning = shown.mode === 'rotating' && next !== undefined && untilMs !== null;
  return (
    <div className="remote-now" data-mode={shown.mode}>
      <p className="remote-mode">
        <Icon aria-hidden="true" />
        {text.mode[shown.mode]}
        <small>{text.remote.lastBy(by, format.ago(nowMs - Date.parse(wall.changedAt)))}</small>
      </p>
      <p className="remote-scene">
        {interruption
          ? localName(language, interruption.item.title, interruption.item.titleEn)
          : titleOf(shown.scene)}
      </p>
      <p className="remote-area">
        {interruption ? `${titleOf(shown.scene)} · ${nameOf(shown.area)}` : nameOf(shown.area)}
      </p>
      <p className="remote-then figures">
        {isTurning && text.next(titleOf(next.scene), format.span(Math.max(0, untilMs - nowMs) + 999))}
        {interruption && untilMs !== null && text.card.back(format.span(Math.max(0, untilMs - nowMs) + 999))}
      </p>
      <i
        aria-hidden="true"
        style={
          { '--part': shown.mode === 'rotating' && dwellMs > 0 ? elapsedMs / dwellMs : 0 } as CSSProperties
        }
      />
    </div>
  );
}
