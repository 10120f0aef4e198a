import type { Grant, PersonRole } from '@ioc/contracts/access';
import { PERSON_ROLES } from '@ioc/contracts/access';
import { Plus, Trash2 } from 'lucide-react';
import { useId } from 'react';
import { useAreaNames } from '../../../api/area-names.ts';
import { useAccessText } from '../../../i18n/access-text.ts';
import { useText } from '../../../i18n/language.ts';
import { AreaPicker } from '../AreaPicker.tsx';

export type PersonGrant = Grant<PersonRole>;

interface Props {
  readonly grants: readonly PersonGrant[];
  readonly onChange: (grants: readonly PersonGrant[]) => void;
}

/** Rows of role and area; what a person may do is the sum of them. */
export function GrantsEditor({ grants, onChange }: Props) {
  const text = useAccessText().grants;
  const roles = useText().role;
  const id = useId();
  const nameOf = useAreaNames(grants.map(({ scope }) => scope));
  const change = (index: number, part: Partial<PersonGrant>) =>
    onChange(grants.map((grant, at) => (at === index ? { ...grant, ...part } : grant)));
  return (
    <fieldset className="grants-editor">
      <legend>{text.title}</legend>
      {grants.length === 0 && <p className="form-hint">{text.none}</p>}
      {grants.map((grant, index) => (
        // Rows have no name of their own; their place is what they are.
        // eslint-disable-next-line react/no-array-index-key
        <div className="grant-row" key={index}>
          <div className="form-field">
            <label htmlFor={`${id}-${index}`}>{text.role}</label>
            <div className="form-box">
              <select
                id={`${id}-${index}`}
                value={grant.role}
                onChange={(event) => change(index, { role: event.target.value as PersonRole })}
              >
                {PERSON_ROLES.map((role) => (
                  <option key={role} value={role}>
                    {roles[role]}
                  </option>
                ))}
              </select>
            </div>
          </div>
          <AreaPicker label={text.area} scope={grant.scope} onPick={(scope) => change(index, { scope })} />
          <button
            type="button"
            className="icon-button"
            aria-label={text.remove(`${roles[grant.role]} · ${nameOf(grant.scope)}`)}
            onClick={() => onChange(grants.filter((_, at) => at !== index))}
          >
            <Trash2 aria-hidden="true" />
          </button>
        </div>
      ))}
      <button
        type="button"
        className="button"
        data-quiet="true"
        onClick={() => onChange([...grants, { role: 'operator', scope: 'province' }])}
      >
        <Plus aria-hidden="true" />
        {text.add}
      </button>
    </fieldset>
  );
}
