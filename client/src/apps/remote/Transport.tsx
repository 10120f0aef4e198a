import type { WallCommand } from '@ioc/contracts/api/walls';
import type { Shown } from '@ioc/contracts/director';
import type { WallRow } from '@ioc/contracts/stream/channels';
import { ChevronLeft, ChevronRight, Pause, Pin, Play, Undo2, X } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { Told } from '../../director/tell-wall.ts';
import { useDirectorText } from '../../i18n/director-text.ts';

interface Props {
  readonly wall: WallRow;
  readonly shown: Shown;
  readonly told: Told | null;
  readonly tell: (command: WallCommand) => void;
}

interface Way {
  readonly name: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly command: WallCommand;
  readonly isOffered?: boolean;
}

function useWays({ wall, shown: { mode, scene, area } }: Pick<Props, 'wall' | 'shown'>): readonly Way[] {
  const text = useDirectorText();
  const isStill = wall.state.mode !== 'rotating';
  const resume = wall.state.mode === 'pinned' ? text.unpin : text.resume;
  return [
    { name: 'previous', label: text.previous, icon: ChevronLeft, command: { do: 'previous' } },
    isStill
      ? { name: 'resume', label: resume, icon: Play, command: { do: 'resume' } }
      : { name: 'pause', label: text.pause, icon: Pause, command: { do: 'pause' } },
    { name: 'next', label: text.nextScene, icon: ChevronRight, command: { do: 'next' } },
    mode === 'interrupted'
      ? { name: 'end', label: text.end, icon: X, command: { do: 'end' } }
      : {
          name: 'pin',
          label: text.pin,
          icon: Pin,
          command: { do: 'pin', scene, area },
          isOffered: wall.state.mode !== 'pinned',
        },
    { name: 'undo', label: text.undo, icon: Undo2, command: { do: 'undo' }, isOffered: wall.undoable },
  ];
}

/** Large enough for a thumb that does not look. */
export function Transport({ told, tell, ...seen }: Props) {
  const text = useDirectorText();
  const ways = useWays(seen);
  const outcome = told?.outcome ?? 'sent';
  const words =
    told === null || outcome === 'sent'
      ? ''
      : outcome === 'done'
        ? text.remote.done[told.command]
        : text[outcome];
  return (
    <>
      <div className="remote-transport">
        {ways.map(({ name, label, icon: Icon, command, isOffered = true }) => (
          <button
            key={name}
            type="button"
            data-way={name}
            disabled={!isOffered || told?.outcome === 'sent'}
            onClick={() => tell(command)}
          >
            <Icon aria-hidden="true" />
            <span>{label}</span>
          </button>
        ))}
      </div>
      <output className="remote-said" data-outcome={outcome}>
        {words}
      </output>
    </>
  );
}
