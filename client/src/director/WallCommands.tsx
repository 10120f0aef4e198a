import type { WallCommand } from '@ioc/contracts/api/walls';
import { ChevronLeft, ChevronRight, Pause, Pin, Play, Undo2 } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useDirectorText } from '../i18n/director-text.ts';
import type { Director } from './director.tsx';
import type { Told } from './tell-wall.ts';
import './director.css';

interface Props {
  readonly director: Director;
  readonly told: Told | null;
  readonly tell: (command: WallCommand) => void;
}

/** For an operator who stands at the wall: the same that the keys do. */
export function WallCommands({ director: { shown, wall }, told, tell }: Props) {
  const text = useDirectorText();
  const { scene, area, mode } = shown;
  const isStill = wall.state.mode !== 'rotating';
  const ways: readonly (readonly [string, LucideIcon, WallCommand, boolean])[] = [
    [text.previous, ChevronLeft, { do: 'previous' }, true],
    isStill ? [text.resume, Play, { do: 'resume' }, true] : [text.pause, Pause, { do: 'pause' }, true],
    [text.nextScene, ChevronRight, { do: 'next' }, true],
    [text.pin, Pin, { do: 'pin', scene, area }, mode !== 'pinned'],
    [text.undo, Undo2, { do: 'undo' }, wall.undoable],
  ];
  return (
    <div className="wall-commands">
      {ways.map(([label, Icon, command, isOffered]) => (
        <button
          key={label}
          type="button"
          className="icon-button"
          aria-label={label}
          title={label}
          disabled={!isOffered}
          onClick={() => tell(command)}
        >
          <Icon aria-hidden="true" />
        </button>
      ))}
      <output className="sr-only">
        {told && told.outcome !== 'sent' && told.outcome !== 'done' ? text[told.outcome] : ''}
      </output>
    </div>
  );
}
