import type { ApiError } from '../api/request.ts';
import { refusalWords } from '../account-kit/Refusal.tsx';
import { useAccessText } from '../i18n/access-text.ts';
import type { AccessDictionary } from '../i18n/access-vi.ts';
import { useFormat } from '../i18n/language.ts';
import { Note } from '../ui/Note.tsx';
import { issueWords } from './issue-words.ts';

/** The server's reason, in the reader's words where there are some, and what it is about. */
function reasonOf({ problem }: ApiError, text: AccessDictionary): string {
  const { detail = '', issues = [] } = problem ?? {};
  const known = text.reasons[detail];
  const about = issues.map(({ message }) => issueWords(message, text.issues) ?? (known ? '' : message));
  const words = [known ?? detail, ...new Set(about)].filter(Boolean);
  return words.join(known ? ' ' : ': ');
}

/** A change that was not accepted, with the server's reason where it gave one. */
export function Fault({ error }: { readonly error: ApiError }) {
  const text = useAccessText();
  const format = useFormat();
  const [title, what] = refusalWords(error, 'form', text.refusal, format);
  const isAnswer = [400, 404, 409, 422].includes(error.status);
  return (
    <Note tone="bad" title={isAnswer ? text.admin.conflict : title}>
      <p>{isAnswer ? reasonOf(error, text) : what}</p>
    </Note>
  );
}
