// Codes on a phone: on, moved to another phone, off, and their recovery codes. Before anything that could keep the owner
// out, the password is asked again: an open page is no proof of who sits before it.
import type { AccountView, RecoveryCodes } from '@ioc/contracts/api/session';
import { useState } from 'react';
import { RecoveryCodeSheet } from '../../account-kit/RecoveryCodeSheet.tsx';
import { TotpEnrolment } from '../../account-kit/TotpEnrolment.tsx';
import type { Proof } from '../../account-kit/TotpEnrolment.tsx';
import { askJson, sendJson } from '../../api/request.ts';
import { useAccessText } from '../../i18n/access-text.ts';
import { useFormat } from '../../i18n/language.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ProofForm } from './ProofForm.tsx';

type Task = 'enrol' | 'move' | 'codes' | 'remove';

interface TaskProps {
  readonly task: Task;
  readonly account: AccountView;
  readonly onClose: () => void;
}

function TaskDialog({ task, account, onClose }: TaskProps) {
  const text = useAccessText();
  const [proof, setProof] = useState<Proof | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const titles: Readonly<Record<Task, string>> = {
    enrol: text.account.totpSet,
    move: text.account.totpMove,
    codes: text.account.newCodes,
    remove: text.account.totpRemove,
  };
  const act = async (given: Proof) => {
    if (task === 'move') return setProof(given);
    if (task === 'codes')
      return setCodes((await askJson<RecoveryCodes>('POST', '/api/v1/account/recovery-codes', given)).codes);
    await sendJson('DELETE', '/api/v1/account/totp', given);
    return onClose();
  };
  if (codes)
    return (
      <Dialog title={text.recovery.title} onClose={onClose} mustAnswer>
        <RecoveryCodeSheet codes={codes} onKept={onClose} />
      </Dialog>
    );
  return (
    <Dialog title={titles[task]} onClose={onClose}>
      {task === 'enrol' || proof ? (
        <TotpEnrolment proof={proof} onDone={setCodes} />
      ) : (
        <ProofForm
          by={account.origin === 'oidc' ? 'code' : 'password'}
          button={titles[task]}
          hint={task === 'codes' ? text.account.newCodesHint : null}
          onProof={act}
        />
      )}
    </Dialog>
  );
}

interface Props {
  readonly account: AccountView;
  readonly onChange: () => void;
}

export function TotpCard({ account, onChange }: Props) {
  const text = useAccessText().account;
  const format = useFormat();
  const [task, setTask] = useState<Task | null>(null);
  const isAdministrator = account.grants.some(({ role }) => role === 'administrator');
  const tasks: readonly (readonly [Task, string])[] = account.totp
    ? [
        ['codes', text.newCodes],
        ['move', text.totpMove],
        ...(isAdministrator ? [] : [['remove', text.totpRemove] as const]),
      ]
    : [['enrol', text.totpSet]];
  return (
    <section className="card">
      <h2>{text.totp}</h2>
      <p>{account.totp ? text.totpOn : text.totpOff}</p>
      {account.totp && <p className="figures">{text.codesLeft(format.number(account.recoveryCodesLeft))}</p>}
      <div className="form-ways">
        {tasks.map(([name, label]) => (
          <button
            key={name}
            type="button"
            className="button"
            data-quiet={account.totp}
            onClick={() => setTask(name)}
          >
            {label}
          </button>
        ))}
      </div>
      {task && (
        <TaskDialog
          task={task}
          account={account}
          onClose={() => {
            setTask(null);
            onChange();
          }}
        />
      )}
    </section>
  );
}
