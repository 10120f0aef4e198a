import type { Person } from '@ioc/contracts/api/people';
import { KeyRound, Link2, LogOut, SmartphoneNfc, UserRoundCheck, UserRoundX } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useAccessText } from '../../../i18n/access-text.ts';

export type Task = 'link' | 'remove-totp' | 'end-sessions' | 'deactivate' | 'reactivate';

/** What can be done about a person's way in; only what makes sense for this one. */
export function PersonTasks({
  person,
  onTask,
}: {
  readonly person: Person;
  readonly onTask: (task: Task) => void;
}) {
  const text = useAccessText().people;
  const isNew = person.invited !== 'accepted';
  const tasks: readonly (readonly [Task, string, LucideIcon, boolean])[] = [
    [
      'link',
      isNew ? text.newLink : text.resetLink,
      isNew ? Link2 : KeyRound,
      person.active && person.origin === 'local',
    ],
    ['remove-totp', text.removeTotp, SmartphoneNfc, person.totp],
    ['end-sessions', text.endSessions, LogOut, person.sessions > 0],
    ['deactivate', text.deactivate, UserRoundX, person.active],
    ['reactivate', text.reactivate, UserRoundCheck, !person.active],
  ];
  return (
    <section className="person-tasks" aria-label={text.security}>
      <h3>{text.security}</h3>
      <div className="form-ways">
        {tasks
          .filter(([, , , isOffered]) => isOffered)
          .map(([task, label, Icon]) => (
            <button
              key={task}
              type="button"
              className="button"
              data-quiet="true"
              onClick={() => onTask(task)}
            >
              <Icon aria-hidden="true" />
              {label}
            </button>
          ))}
      </div>
    </section>
  );
}
