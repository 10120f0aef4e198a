import type { Role } from '@ioc/contracts/access';
import { ROLES } from '@ioc/contracts/access';
import type { Person, PolicyView } from '@ioc/contracts/api/people';
import { Check, Minus, Search } from 'lucide-react';
import { useState } from 'react';
import { useAreaNames } from '../../../api/area-names.ts';
import { useResource } from '../../../api/resource.ts';
import { useList } from '../../../api/use-list.ts';
import { useAccessText } from '../../../i18n/access-text.ts';
import { fold } from '../../../i18n/fold.ts';
import { useLanguage, useText } from '../../../i18n/language.ts';
import { ListState } from '../../../desk-kit/ListState.tsx';
import { SectionHead } from '../SectionHead.tsx';

const POLICY_MS = 10 * 60_000;
type Rule = PolicyView['actions'][number];

function Mark({ isOpen, words }: { readonly isOpen: boolean; readonly words: string }) {
  const Icon = isOpen ? Check : Minus;
  return (
    <span className="policy-mark" data-open={isOpen}>
      <Icon aria-hidden="true" />
      <span className="sr-only">{words}</span>
    </span>
  );
}

function RuleRow({ rule }: { readonly rule: Rule }) {
  const text = useAccessText().roles;
  const roles = useText().role;
  const language = useLanguage();
  return (
    <tr>
      <th scope="row">
        {language === 'vi' ? rule.saysVi : rule.says}
        <span className="row-below">
          <code>{rule.action}</code> · {text.areas[rule.area]}
        </span>
      </th>
      {ROLES.map((role) => (
        <td key={role} data-label={roles[role]}>
          <Mark isOpen={rule.roles.includes(role)} words={rule.roles.includes(role) ? text.yes : text.no} />
        </td>
      ))}
      <td data-label={text.programs}>
        <Mark isOpen={rule.programs} words={rule.programs ? text.yes : text.no} />
      </td>
    </tr>
  );
}

function PolicyTable({ actions }: { readonly actions: readonly Rule[] }) {
  const text = useAccessText().roles;
  const roles = useText().role;
  const [typed, setTyped] = useState('');
  const shown = actions.filter(({ action, says, saysVi }) =>
    fold(`${action} ${says} ${saysVi}`).includes(fold(typed).trim()),
  );
  return (
    <section aria-labelledby="policy-title" className="policy">
      <h3 id="policy-title">{text.table}</h3>
      <search className="admin-search">
        <Search aria-hidden="true" />
        <input
          type="search"
          aria-label={text.filter}
          placeholder={text.filter}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </search>
      {/* It scrolls sideways where columns do not fit, so the keyboard must reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="policy-scroll" aria-label={text.table} tabIndex={0}>
        <table className="policy-table">
          <thead>
            <tr>
              <th scope="col">{text.action}</th>
              {ROLES.map((role) => (
                <th key={role} scope="col">
                  {roles[role]}
                </th>
              ))}
              <th scope="col">{text.programs}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((rule) => (
              <RuleRow key={rule.action} rule={rule} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

/** Per role: who, where. */
function Holders({ people }: { readonly people: readonly Person[] }) {
  const text = useAccessText().roles;
  const roles = useText().role;
  const nameOf = useAreaNames(people.flatMap(({ grants }) => grants.map(({ scope }) => scope)));
  const holdersOf = (role: Role) =>
    people
      .filter(({ active }) => active)
      .map((person) => ({ person, areas: person.grants.filter((grant) => grant.role === role) }))
      .filter(({ areas }) => areas.length > 0);
  return (
    <section aria-labelledby="holders-title">
      <h3 id="holders-title">{text.holders}</h3>
      <ul className="admin-cards">
        {ROLES.filter((role) => role !== 'public' && role !== 'screen').map((role) => (
          <li key={role} className="admin-card">
            <h4>{roles[role]}</h4>
            {holdersOf(role).length === 0 && <p className="row-none">{text.noHolders}</p>}
            <ul className="holders">
              {holdersOf(role).map(({ person, areas }) => (
                <li key={person.id}>
                  <strong>{person.name}</strong> {areas.map(({ scope }) => nameOf(scope)).join(', ')}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `/admin/roles` */
export function RolesSection() {
  const text = useAccessText();
  const { value: policy } = useResource<PolicyView>('/api/v1/policy', POLICY_MS);
  const people = useList<Person>('/api/v1/people?limit=1000');
  return (
    <>
      <SectionHead title={text.roles.title} lead={text.roles.lead} />
      {people.status === 'ready' ? (
        <Holders people={people.items} />
      ) : (
        <ListState list={people} empty={text.people.empty} />
      )}
      {policy && <PolicyTable actions={policy.actions} />}
    </>
  );
}
