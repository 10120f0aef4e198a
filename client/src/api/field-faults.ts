// What is wrong with which field: checked here before sending by the contracts' own rules, and read from the server's
// answer after. The contracts' schemas stay on the server (zod), so the few rules are said again here.
import { useState } from 'react';
import { useAccessText } from '../i18n/access-text.ts';
import type { AccessDictionary } from '../i18n/access-vi.ts';
import type { ApiError } from './request.ts';

type FieldName = 'login' | 'name' | 'password' | 'email';
type Faults = Partial<Record<FieldName, string>>;

const LOGIN = /^[\p{L}\p{N}._@-]{2,100}$/u;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Faults of what was typed, in the reader's words. */
export function faultsOf(values: Faults, text: AccessDictionary['form']): Faults {
  const faults: Faults = {};
  const { login, name, password, email } = values;
  if (login !== undefined && !LOGIN.test(login.trim()))
    faults.login = login.trim() === '' ? text.required : text.loginRule;
  if (name !== undefined && name.trim() === '') faults.name = text.required;
  if (password !== undefined && password.length < 12)
    faults.password = password === '' ? text.required : text.passwordShort;
  if (email !== undefined && email.trim() !== '' && !EMAIL.test(email.trim())) faults.email = text.emailRule;
  return faults;
}

/** The server says in English what is weak about a password. */
function weaknessWords(message: string, text: AccessDictionary['form']): string {
  if (/over and over/.test(message)) return text.passwordRepeats;
  if (/run of/.test(message)) return text.passwordRun;
  if (/login or the name/.test(message)) return text.passwordPersonal;
  return /12/.test(message) ? text.passwordShort : text.passwordKnown;
}

/** Faults the server found, by the paths of its issues. */
function answeredFaults(error: ApiError | null, text: AccessDictionary['form']): Faults {
  const faults: Faults = {};
  if (error?.status === 409 && /login is taken/.test(error.problem?.detail ?? ''))
    faults.login = text.loginTaken;
  for (const { path, message } of error?.problem?.issues ?? []) {
    if (/password|next/.test(path)) faults.password = weaknessWords(message, text);
    else if (path.includes('login')) faults.login = text.loginRule;
    else if (path.includes('email')) faults.email = text.emailRule;
    else if (path.includes('name')) faults.name = text.required;
  }
  return faults;
}

export interface FieldFaults {
  readonly wrong: Readonly<Record<FieldName, string | null>> & { readonly any: boolean };
  /** Failed tries, for moving the focus. */
  readonly tries: number;
  /** True when everything typed may be sent. */
  readonly pass: (values: Faults) => boolean;
}

export function useFieldFaults(error: ApiError | null): FieldFaults {
  const text = useAccessText().form;
  const [typed, setTyped] = useState<{ readonly faults: Faults; readonly tries: number }>({
    faults: {},
    tries: 0,
  });
  const faults = { ...answeredFaults(error, text), ...typed.faults };
  return {
    wrong: {
      login: faults.login ?? null,
      name: faults.name ?? null,
      password: faults.password ?? null,
      email: faults.email ?? null,
      any: Object.keys(faults).length > 0,
    },
    tries: typed.tries,
    pass: (values) => {
      const found = faultsOf(values, text);
      const isGood = Object.keys(found).length === 0;
      setTyped(({ tries }) => ({ faults: found, tries: isGood ? 0 : tries + 1 }));
      return isGood;
    },
  };
}
