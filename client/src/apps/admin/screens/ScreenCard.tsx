import { useSceneTitles } from '../../../api/scenes.ts';
import type { ScreenView } from '@ioc/contracts/api/people';
import { Link2, MonitorOff, Pencil } from 'lucide-react';
import { useAccessText } from '../../../i18n/access-text.ts';
import { useFormat } from '../../../i18n/language.ts';

type ScreenTask = 'edit' | 'token' | 'revoke';

interface Props {
  readonly screen: ScreenView;
  readonly area: string;
  readonly onTask: (task: ScreenTask) => void;
}

/** One screen: is it open, what may it show, and what can be done about it. */
export function ScreenCard({ screen, area, onTask }: Props) {
  const text = useAccessText();
  const format = useFormat();
  const isRevoked = screen.revokedAt !== null;
  const state = isRevoked ? 'revoked' : screen.online ? 'online' : 'offline';
  const titles = useSceneTitles();
  const scenes = screen.scenes.map((scene) => titles.get(scene) ?? scene);
  const ways: readonly (readonly [ScreenTask, string, typeof Pencil, boolean])[] = [
    ['edit', text.screens.edit, Pencil, !isRevoked],
    ['token', text.screens.token, Link2, true],
    ['revoke', text.screens.revoke, MonitorOff, !isRevoked],
  ];
  return (
    <li className="admin-card" data-quiet={isRevoked}>
      <div className="card-head">
        <h3>{screen.name}</h3>
        <span className="dot-state" data-state={state}>
          {text.screens[state]}
        </span>
      </div>
      <dl className="card-facts">
        <dt>{text.screens.area}</dt>
        <dd>{area}</dd>
        <dt>{text.screens.scenes}</dt>
        <dd>{scenes.length > 0 ? scenes.join(', ') : text.screens.anyScene}</dd>
        <dt>{text.screens.seen}</dt>
        <dd className="figures">{screen.seenAt === null ? text.never : format.dateTime(screen.seenAt)}</dd>
      </dl>
      <div className="form-ways">
        {ways
          .filter(([, , , isOffered]) => isOffered)
          .map(([task, label, Icon]) => (
            <button
              key={task}
              type="button"
              className="button"
              data-quiet="true"
              aria-label={`${label}: ${screen.name}`}
              onClick={() => onTask(task)}
            >
              <Icon aria-hidden="true" />
              {label}
            </button>
          ))}
      </div>
    </li>
  );
}
