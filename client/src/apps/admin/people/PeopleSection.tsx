import type { InvitedPerson, Person } from '@ioc/contracts/api/people';
import { Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { askJson, sendJson } from '../../../api/request.ts';
import { useList } from '../../../api/use-list.ts';
import { useAccessText } from '../../../i18n/access-text.ts';
import { useFormat } from '../../../i18n/language.ts';
import { ConfirmDialog } from '../../../desk-kit/ConfirmDialog.tsx';
import { ListState } from '../../../desk-kit/ListState.tsx';
import { useNotices } from '../../../desk-kit/notices.tsx';
import { OnceDialog } from '../OnceDialog.tsx';
import { SectionHead } from '../SectionHead.tsx';
import { EditDialog } from './EditDialog.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { PeopleTable } from './PeopleTable.tsx';
import type { Task } from './PersonTasks.tsx';

type Open =
  | { readonly kind: 'invite' }
  | { readonly kind: 'edit'; readonly person: Person }
  | { readonly kind: 'link'; readonly invited: InvitedPerson }
  | { readonly kind: 'remove-totp' | 'end-sessions'; readonly person: Person };

const pathOf = ({ id }: Person) => `/api/v1/people/${encodeURIComponent(id)}`;
const listPath = (typed: string) =>
  typed.trim() === ''
    ? '/api/v1/people?limit=100'
    : `/api/v1/people?limit=100&q=${encodeURIComponent(typed.trim())}`;

/** The link in an invitation; who opens it chooses a password. */
const linkOf = ({ invitation }: InvitedPerson) => `${location.origin}/sign-in/invitation#${invitation.token}`;

function InvitationLink({
  invited,
  onClose,
}: {
  readonly invited: InvitedPerson;
  readonly onClose: () => void;
}) {
  const text = useAccessText().people;
  const format = useFormat();
  const { expiresAt, purpose } = invited.invitation;
  return (
    <OnceDialog
      title={text.linkOf(invited.person.name)}
      label={purpose === 'invite' ? text.linkLabel : text.resetLabel}
      value={linkOf(invited)}
      hint={text.linkHint(`${format.time(expiresAt)} ${format.date(expiresAt)}`)}
      onClose={onClose}
    />
  );
}

function SureDialog({
  kind,
  person,
  onDone,
  onClose,
}: {
  readonly kind: 'remove-totp' | 'end-sessions';
  readonly person: Person;
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}) {
  const text = useAccessText().people;
  const isTotp = kind === 'remove-totp';
  return (
    <ConfirmDialog
      title={isTotp ? text.removeTotp : text.endSessions}
      question={isTotp ? text.removeTotpSure(person.name) : text.endSessionsSure(person.name)}
      button={isTotp ? text.removeTotp : text.endSessions}
      act={() => sendJson('DELETE', `${pathOf(person)}/${isTotp ? 'totp' : 'sessions'}`)}
      onDone={() => onDone(isTotp ? text.totpRemoved(person.name) : text.sessionsEnded(person.name))}
      onClose={onClose}
    />
  );
}

/** `/admin/people` */
export function PeopleSection() {
  const text = useAccessText();
  const [typed, setTyped] = useState('');
  const list = useList<Person>(listPath(useDeferredValue(typed)));
  const [open, setOpen] = useState<Open | null>(null);
  const { say, place } = useNotices();
  const close = () => setOpen(null);
  const done = (words: string, undo?: () => void) => {
    close();
    say(words, undo);
    list.reload();
  };
  const setActive = async (person: Person, active: boolean, mayUndo: boolean): Promise<void> => {
    try {
      await askJson<Person>('PATCH', pathOf(person), { active });
      const words = active ? text.people.reactivated(person.name) : text.people.deactivated(person.name);
      done(words, mayUndo ? () => void setActive(person, !active, false) : undefined);
    } catch (error) {
      const reason = error instanceof Error ? error.message : '';
      done(`${text.admin.conflict}: ${text.reasons[reason] ?? reason}`);
    }
  };
  const invite = async (person: Person) => {
    try {
      const invited = await askJson<InvitedPerson>('POST', `${pathOf(person)}/invitation`);
      setOpen({ kind: 'link', invited });
    } catch (error) {
      const reason = error instanceof Error ? error.message : '';
      done(`${text.admin.conflict}: ${text.reasons[reason] ?? reason}`);
    }
  };
  const start = (person: Person, task: Task) => {
    if (task === 'link') return void invite(person);
    if (task === 'deactivate' || task === 'reactivate')
      return void setActive(person, task === 'reactivate', true);
    return setOpen({ kind: task, person });
  };
  return (
    <>
      <SectionHead
        title={text.people.title}
        lead={text.people.lead}
        add={text.people.invite}
        onAdd={() => setOpen({ kind: 'invite' })}
      />
      <search className="admin-search">
        <Search aria-hidden="true" />
        <input
          type="search"
          aria-label={text.people.search}
          placeholder={text.people.search}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </search>
      <PeopleTable people={list.items} onEdit={(person) => setOpen({ kind: 'edit', person })} />
      <ListState list={list} empty={typed === '' ? text.people.empty : text.people.nobodyFound} />
      {open?.kind === 'invite' && (
        <InviteDialog onClose={close} onInvited={(invited) => setOpen({ kind: 'link', invited })} />
      )}
      {open?.kind === 'edit' && (
        <EditDialog
          person={open.person}
          onClose={close}
          onSaved={(person) => done(text.people.saved(person.name))}
          onTask={(task) => start(open.person, task)}
        />
      )}
      {open?.kind === 'link' && (
        <InvitationLink
          invited={open.invited}
          onClose={() => {
            close();
            list.reload();
          }}
        />
      )}
      {(open?.kind === 'remove-totp' || open?.kind === 'end-sessions') && (
        <SureDialog kind={open.kind} person={open.person} onDone={done} onClose={close} />
      )}
      {place}
    </>
  );
}
