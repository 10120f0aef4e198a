import type { AnswerTemplate } from '@ioc/contracts/api/ticket-desk';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { askJson } from '../../../api/request.ts';
import { readAgain } from '../../../api/resource.ts';
import { useSubmit } from '../../../api/use-submit.ts';
import { ChoiceField } from '../../../ui/ChoiceField.tsx';
import { ConfirmDialog } from '../../../desk-kit/ConfirmDialog.tsx';
import { DialogWays } from '../../../desk-kit/DialogWays.tsx';
import { Fault } from '../../../desk-kit/Fault.tsx';
import { useTicketText } from '../../../i18n/ticket-text.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Form } from '../../../ui/Form.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { TEMPLATES_PATH, useTemplates } from './TemplateChoice.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import type { DeskNames } from './use-desk-names.ts';

type Draft = Pick<AnswerTemplate, 'title' | 'body' | 'serviceCode'> & { readonly id: string | null };
const EMPTY: Draft = { id: null, title: '', body: '', serviceCode: null };

interface EditProps {
  readonly draft: Draft;
  readonly names: DeskNames;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

function TemplateForm({ draft, names, onSaved, onClose }: EditProps) {
  const text = useTicketText();
  const { busy, error, run } = useSubmit();
  const [{ title, body, serviceCode }, setDraft] = useState(draft);
  const [tries, setTries] = useState(0);
  const isWrong = title.trim() === '' || body.trim() === '';
  const path = draft.id === null ? TEMPLATES_PATH : `${TEMPLATES_PATH}/${draft.id}`;
  const save = async () => {
    if (isWrong) return setTries((count) => count + 1);
    const saved = await run(async () => {
      await askJson(draft.id === null ? 'POST' : 'PUT', path, {
        title: title.trim(),
        body: body.trim(),
        serviceCode,
      });
    });
    readAgain(TEMPLATES_PATH);
    return saved ? onSaved() : undefined;
  };
  const missing = (value: string) => (tries > 0 && value.trim() === '' ? text.dialog.needed : null);
  const set = (more: Partial<Draft>) => setDraft((before) => ({ ...before, ...more }));
  return (
    <Form onSubmit={() => void save()} failure={tries} startsFocused label={text.templates.title}>
      {error && <Fault error={error} />}
      <TextField
        label={text.templates.name}
        maxLength={120}
        value={title}
        onText={(value) => set({ title: value })}
        error={missing(title)}
      />
      <TextArea
        label={text.templates.body}
        rows={6}
        maxLength={4_000}
        value={body}
        onText={(value) => set({ body: value })}
        error={missing(body)}
      />
      <ChoiceField
        label={text.templates.category}
        value={serviceCode ?? ''}
        options={[['', text.templates.all], ...names.categories]}
        onPick={(code) => set({ serviceCode: code === '' ? null : code })}
      />
      <DialogWays submit={text.act.save} busy={busy} onClose={onClose} />
    </Form>
  );
}

interface ListProps {
  readonly names: DeskNames;
  /** Null: not this reader's to change. */
  readonly onEdit: ((one: AnswerTemplate) => void) | null;
  readonly onRemove: (one: AnswerTemplate) => void;
}

function TemplateList({ names, onEdit, onRemove }: ListProps) {
  const text = useTicketText();
  const { value, error } = useTemplates();
  if (!value) return error ? <p role="alert">{text.templates.failed}</p> : <output>{text.loading}</output>;
  if (value.items.length === 0) return <p>{text.templates.empty}</p>;
  return (
    <ul className="ticket-templates">
      {value.items.map((one) => (
        <li key={one.id}>
          <div>
            <strong>{one.title}</strong>{' '}
            <small>{one.serviceCode === null ? text.templates.all : names.category(one.serviceCode)}</small>
            <p>{one.body}</p>
          </div>
          {onEdit && (
            <span>
              <button
                type="button"
                className="icon-button"
                aria-label={text.templates.edit(one.title)}
                onClick={() => onEdit(one)}
              >
                <Pencil aria-hidden="true" />
              </button>
              <button
                type="button"
                className="icon-button"
                aria-label={`${text.act.remove}: ${one.title}`}
                onClick={() => onRemove(one)}
              >
                <Trash2 aria-hidden="true" />
              </button>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

interface Props {
  readonly names: DeskNames;
  /** Written by the desk of the province; others use them. */
  readonly mayWrite: boolean;
  readonly onClose: () => void;
}

/** Answers that are given often. */
export function TemplatesDialog({ names, mayWrite, onClose }: Props) {
  const text = useTicketText();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [leaving, setLeaving] = useState<AnswerTemplate | null>(null);
  const [did, setDid] = useState('');
  const done = (words: string) => {
    setDraft(null);
    setLeaving(null);
    setDid(words);
  };
  const remove = async (id: string) => {
    await askJson('DELETE', `${TEMPLATES_PATH}/${id}`);
    readAgain(TEMPLATES_PATH);
  };
  return (
    <>
      <Dialog
        title={draft?.id == null ? text.templates.title : text.templates.edit(draft.title)}
        onClose={onClose}
        wide
      >
        {draft ? (
          <TemplateForm
            draft={draft}
            names={names}
            onSaved={() => done(text.templates.saved)}
            onClose={() => setDraft(null)}
          />
        ) : (
          <>
            <TemplateList names={names} onEdit={mayWrite ? setDraft : null} onRemove={setLeaving} />
            <div className="form-ways">
              {mayWrite && (
                <button type="button" className="button" onClick={() => setDraft(EMPTY)}>
                  <Plus aria-hidden="true" />
                  {text.templates.add}
                </button>
              )}
              <output>{did}</output>
            </div>
          </>
        )}
      </Dialog>
      {leaving && (
        <ConfirmDialog
          title={text.templates.title}
          question={text.templates.sure(leaving.title)}
          button={text.act.remove}
          act={() => remove(leaving.id)}
          onDone={() => done(text.templates.removed)}
          onClose={() => setLeaving(null)}
        />
      )}
    </>
  );
}
