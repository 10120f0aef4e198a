import type { ApiError } from '../api/request.ts';
import { useAccessText } from '../i18n/access-text.ts';
import type { AccessDictionary } from '../i18n/access-vi.ts';
import { useFormat } from '../i18n/language.ts';
import type { Format } from '../i18n/format.ts';
import { Note } from '../ui/Note.tsx';
import './account-kit.css';

export type RefusalOf = 'password' | 'code' | 'link' | 'form';
type Words = readonly [title: string, what: string];

/** What happened and what to do about it. A wrong name and a wrong password are told apart by nobody. */
export function refusalWords(
  { status, retryAfterSeconds, problem }: ApiError,
  of: RefusalOf,
  text: AccessDictionary['refusal'],
  format: Format,
): Words {
  if (status === 0) return text.unreachable;
  if (status >= 500) return text.server;
  if (status === 429 || status === 423) {
    const wait = retryAfterSeconds === null ? null : format.span(Math.max(60, retryAfterSeconds) * 1000);
    return wait === null ? text.tooMany : [text.wait(wait), text.waitHint];
  }
  if (status === 403) return text.noRights;
  if (of === 'code' && (status === 400 || status === 401)) return text.code;
  if (of === 'link' || status === 404 || status === 410) return text.link;
  if (status === 400 || status === 409 || status === 422)
    return [text.check, problem?.detail ?? text.checkHint];
  return text.password;
}

interface Props {
  readonly error: ApiError;
  readonly of: RefusalOf;
}

export function Refusal({ error, of }: Props) {
  const text = useAccessText().refusal;
  const format = useFormat();
  const [title, what] = refusalWords(error, of, text, format);
  return (
    <Note tone="bad" title={title}>
      <p>{what}</p>
    </Note>
  );
}
