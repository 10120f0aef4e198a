import type { ApiError } from '../api/request.ts';
import { refusalWords } from '../account-kit/Refusal.tsx';
import { useAccessText } from '../i18n/access-text.ts';
import { useFormat } from '../i18n/language.ts';
import { Note } from '../ui/Note.tsx';

/** A change that was not accepted, with the server's reason where it gave one. */
export function Fault({ error }: { readonly error: ApiError }) {
  const text = useAccessText();
  const format = useFormat();
  const [title, what] = refusalWords(error, 'form', text.refusal, format);
  const isAnswer = [400, 404, 409, 422].includes(error.status);
  const reason = [error.problem?.detail, ...(error.problem?.issues ?? []).map(({ message }) => message)];
  return (
    <Note tone="bad" title={isAnswer ? text.admin.conflict : title}>
      <p>
        {isAnswer ? (text.reasons[error.problem?.detail ?? ''] ?? reason.filter(Boolean).join(': ')) : what}
      </p>
    </Note>
  );
}
