import { CapsLock } from './CapsLock.tsx';
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useAccessText } from '../i18n/access-text.ts';
import { TextField } from './TextField.tsx';

/** As the server asks it: length alone, nothing about symbols (NIST SP 800-63B). */
const SHORTEST = 12;
const COMFORTABLE = 16;
const STRONG = 20;

/** 0..4: how far a password has come towards the length that is asked for, and beyond. */
export function lengthSteps(password: string): number {
  const { length } = password;
  if (length === 0) return 0;
  if (length < SHORTEST) return 1;
  if (length < COMFORTABLE) return 2;
  return length < STRONG ? 3 : 4;
}

function LengthMeter({ password }: { readonly password: string }) {
  const text = useAccessText().password;
  const steps = lengthSteps(password);
  const { length } = password;
  return (
    <div className="meter" data-steps={steps}>
      <div className="meter-bar" aria-hidden="true">
        <i />
        <i />
        <i />
        <i />
      </div>
      <p aria-live="polite">
        {steps < 2 ? text.missing(String(Math.max(0, SHORTEST - length))) : text.steps[steps]}
      </p>
    </div>
  );
}

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onText: (value: string) => void;
  readonly error?: string | null;
  /** A new password is measured; the one in use is not. */
  readonly isNew?: boolean;
  readonly name?: string;
}

/** A password that can be looked at, pasted, and kept by a password manager. */
export function PasswordField({ label, value, onText, error, isNew = false, name }: Props) {
  const text = useAccessText().password;
  const [shown, setShown] = useState(false);
  const [caps, setCaps] = useState(false);
  const look = (event: KeyboardEvent) => setCaps(event.getModifierState('CapsLock'));
  const Icon = shown ? EyeOff : Eye;
  return (
    <TextField
      label={label}
      hint={isNew ? text.rule : null}
      type={shown ? 'text' : 'password'}
      name={name ?? 'password'}
      value={value}
      onText={onText}
      error={error ?? null}
      required
      autoComplete={isNew ? 'new-password' : 'current-password'}
      spellCheck={false}
      autoCapitalize="none"
      onKeyDown={look}
      onKeyUp={look}
      onBlur={() => setCaps(false)}
      end={
        <button
          type="button"
          className="form-peek"
          aria-pressed={shown}
          aria-label={shown ? text.hide : text.show}
          title={shown ? text.hide : text.show}
          onClick={() => setShown(!shown)}
        >
          <Icon aria-hidden="true" />
        </button>
      }
    >
      <CapsLock on={caps} />
      {isNew && <LengthMeter password={value} />}
    </TextField>
  );
}
