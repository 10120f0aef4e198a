import type { Person } from '@ioc/contracts/api/people';
import { KeyRound, Pencil } from 'lucide-react';
import { useState } from 'react';
import { useAreaNames } from '../../../api/area-names.ts';
import { useAccessText } from '../../../i18n/access-text.ts';
import { useFormat, useText } from '../../../i18n/language.ts';
import { personState, STATE_TONES } from './person-state.ts';

interface RowProps {
  readonly person: Person;
  readonly nowMs: number;
  readonly nameOf: (scope: string) => string;
  readonly onEdit: () => void;
}

function State({ person, nowMs }: { readonly person: Person; readonly nowMs: number }) {
  const text = useAccessText().people;
  const format = useFormat();
  const state = personState(person, nowMs);
  return (
    <span className="state-chip" data-tone={STATE_TONES[state]}>
      {state === 'locked' && person.lockedUntil
        ? text.lockedUntil(format.time(person.lockedUntil))
        : text.states[state]}
    </span>
  );
}

function Row({ person, nowMs, nameOf, onEdit }: RowProps) {
  const text = useAccessText();
  const format = useFormat();
  const { role: roles } = useText();
  return (
    <tr data-quiet={!person.active}>
      <th scope="row">
        <button type="button" className="row-name" onClick={onEdit}>
          {person.name}
        </button>
        <span className="row-below">
          {person.login}
          {person.origin !== 'local' && ` · ${text.person.origin[person.origin]}`}
        </span>
      </th>
      <td data-label={text.people.grants}>
        <ul className="grant-chips">
          {person.grants.map(({ role, scope }) => (
            <li key={`${role} ${scope}`}>
              <strong>{roles[role]}</strong> {nameOf(scope)}
            </li>
          ))}
        </ul>
        {person.grants.length === 0 && <span className="row-none">{text.people.noGrants}</span>}
      </td>
      <td data-label={text.people.state}>
        <div className="row-states">
          <State person={person} nowMs={nowMs} />
          {person.totp && (
            <span className="state-chip">
              <KeyRound aria-hidden="true" />
              {text.people.totp}
            </span>
          )}
        </div>
      </td>
      <td data-label={text.people.signedIn} className="figures">
        {person.signedInAt === null ? text.never : format.dateTime(person.signedInAt)}
        {person.sessions > 0 && (
          <span className="row-below">{text.people.sessions(format.number(person.sessions))}</span>
        )}
      </td>
      <td className="row-ways">
        <button
          type="button"
          className="button"
          data-quiet="true"
          aria-label={text.people.editOf(person.name)}
          onClick={onEdit}
        >
          <Pencil aria-hidden="true" />
          {text.people.edit}
        </button>
      </td>
    </tr>
  );
}

interface Props {
  readonly people: readonly Person[];
  readonly onEdit: (person: Person) => void;
}

/** A table; on a phone each row is a card. */
export function PeopleTable({ people, onEdit }: Props) {
  const text = useAccessText();
  const [nowMs] = useState(() => Date.now());
  const nameOf = useAreaNames(people.flatMap(({ grants }) => grants.map(({ scope }) => scope)));
  if (people.length === 0) return null;
  const { name, grants, state, signedIn } = text.people;
  return (
    <table className="admin-table">
      <thead>
        <tr>
          {[name, grants, state, signedIn].map((label) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
          <td>
            <span className="sr-only">{text.admin.actions}</span>
          </td>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <Row key={person.id} person={person} nowMs={nowMs} nameOf={nameOf} onEdit={() => onEdit(person)} />
        ))}
      </tbody>
    </table>
  );
}
