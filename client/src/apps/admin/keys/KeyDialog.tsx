import type { NewApiKey, NewApiKeyAnswer, PolicyView } from '@ioc/contracts/api/people';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useAreaNames } from '../../../api/area-names.ts';
import { askJson } from '../../../api/request.ts';
import { useResource } from '../../../api/resource.ts';
import { useSubmit } from '../../../api/use-submit.ts';
import { useAccessText } from '../../../i18n/access-text.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { ChoiceField } from '../../../ui/ChoiceField.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Form } from '../../../ui/Form.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { AreaPicker } from '../AreaPicker.tsx';
import { DialogWays } from '../../../desk-kit/DialogWays.tsx';
import { Fault } from '../../../desk-kit/Fault.tsx';

const POLICY_MS = 10 * 60_000;
const DAY_MS = 86_400_000;

interface Props {
  readonly onMade: (answer: NewApiKeyAnswer) => void;
  readonly onClose: () => void;
}

/** Actions that a program may hold and that are not open to everybody anyway. */
const offered = ({ actions }: PolicyView) =>
  actions.filter(({ programs, roles }) => programs && !roles.includes('public'));

function ActionChecks({
  chosen,
  onChange,
  error,
}: {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly error: string | null;
}) {
  const text = useAccessText();
  const language = useLanguage();
  const { value } = useResource<PolicyView>('/api/v1/policy', POLICY_MS);
  return (
    <fieldset className="checks checks-scroll">
      <legend>{text.keys.actions}</legend>
      {error && <p className="form-error">{error}</p>}
      {(value ? offered(value) : []).map(({ action, says, saysVi }) => (
        <label key={action} className="form-check">
          <input
            type="checkbox"
            checked={chosen.includes(action)}
            aria-invalid={error ? true : undefined}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...chosen, action] : chosen.filter((other) => other !== action),
              )
            }
          />
          <span>
            {language === 'vi' ? saysVi : says} <code>{action}</code>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function ScopeChips({
  scopes,
  onChange,
}: {
  readonly scopes: readonly string[];
  readonly onChange: (scopes: readonly string[]) => void;
}) {
  const text = useAccessText();
  const nameOf = useAreaNames(scopes);
  return (
    <ul className="grant-chips">
      {scopes.map((scope) => (
        <li key={scope}>
          {nameOf(scope)}
          <button
            type="button"
            className="chip-remove"
            aria-label={text.grants.remove(nameOf(scope))}
            onClick={() => onChange(scopes.filter((other) => other !== scope))}
          >
            <X aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}

export function KeyDialog({ onMade, onClose }: Props) {
  const text = useAccessText();
  const [name, setName] = useState('');
  const [actions, setActions] = useState<readonly string[]>([]);
  const [scopes, setScopes] = useState<readonly string[]>(['province']);
  const [days, setDays] = useState('90');
  const [tries, setTries] = useState(0);
  const { busy, error, run } = useSubmit();
  const submit = () => {
    if (name.trim() === '' || actions.length === 0 || scopes.length === 0)
      return setTries((count) => count + 1);
    const expiresAt = days === 'never' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    const body: NewApiKey = { name: name.trim(), actions: [...actions], scopes: [...scopes], expiresAt };
    return void run(async () => onMade(await askJson<NewApiKeyAnswer>('POST', '/api/v1/keys', body)));
  };
  return (
    <Dialog title={text.keys.add} onClose={onClose}>
      {error && <Fault error={error} />}
      <Form onSubmit={submit} failure={error ?? tries} label={text.keys.add}>
        <TextField
          label={text.keys.name}
          hint={text.keys.nameHint}
          required
          maxLength={120}
          value={name}
          onText={setName}
          error={tries > 0 && name.trim() === '' ? text.form.required : null}
        />
        <ActionChecks
          chosen={actions}
          onChange={setActions}
          error={tries > 0 && actions.length === 0 ? text.keys.needAction : null}
        />
        <ScopeChips scopes={scopes} onChange={setScopes} />
        <AreaPicker
          label={text.keys.addScope}
          scope=""
          onPick={(scope) => setScopes([...new Set([...scopes, scope])])}
          error={tries > 0 && scopes.length === 0 ? text.keys.needScope : null}
        />
        <ChoiceField
          label={text.keys.expiry}
          value={days}
          options={Object.entries(text.keys.expiries)}
          onPick={setDays}
        />
        <DialogWays submit={text.keys.create} busy={busy} onClose={onClose} />
      </Form>
    </Dialog>
  );
}
