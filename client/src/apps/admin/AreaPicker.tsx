/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a native select cannot be searched without marks */
// A combobox (ARIA 1.2): type a part of a name, arrows move, Enter takes, Esc gives back what was there.
import { ChevronsUpDown } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useAccessText } from '../../i18n/access-text.ts';
import { findAreas, useAreaOptions } from './area-options.ts';
import type { AreaOption } from './area-options.ts';

const SHOWN = 60;

interface Props {
  readonly label: string;
  readonly scope: string;
  readonly onPick: (scope: string) => void;
  readonly error?: string | null;
}

export function AreaPicker({ label, scope, onPick, error = null }: Props) {
  const text = useAccessText().grants;
  const id = useId();
  const options = useAreaOptions();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const open = typed !== null;
  const found = open ? findAreas(options, typed).slice(0, SHOWN) : [];
  const chosen = options.find((option) => option.scope === scope);
  const pick = (option: AreaOption | undefined) => {
    if (option) onPick(option.scope);
    setTyped(null);
  };
  const move = (step: number) => {
    const next = Math.min(found.length - 1, Math.max(0, active + step));
    setActive(next);
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKey = (event: KeyboardEvent) => {
    const run: Record<string, () => void> = {
      ArrowDown: () => (open ? move(1) : setTyped('')),
      ArrowUp: () => move(-1),
      Enter: () => pick(found[active]),
      Escape: () => setTyped(null),
    };
    const command = run[event.key];
    if (!command || (!open && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    // Esc closes the list, not the dialog around it.
    event.stopPropagation();
    command();
  };
  return (
    <div className="area-picker" data-open={open}>
      <label htmlFor={id} className="form-label">
        {label}
      </label>
      <div className="form-box">
        <input
          ref={input}
          id={id}
          role="combobox"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && found[active] ? `${id}-${active}` : undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          autoComplete="off"
          placeholder={open ? text.search : text.pick}
          value={typed ?? chosen?.name ?? ''}
          onFocus={(event) => event.target.select()}
          onClick={() => setTyped((before) => before ?? '')}
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKey}
          onBlur={() => setTyped(null)}
        />
        <ChevronsUpDown aria-hidden="true" />
      </div>
      {error && (
        <p className="form-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <div id={`${id}-list`} className="area-list" role="listbox" aria-label={label} hidden={!open}>
        {found.map((option, index) => (
          <div
            key={option.scope}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={option.scope === scope}
            data-active={index === active}
            // Before the field loses its focus.
            onPointerDown={(event) => {
              event.preventDefault();
              pick(option);
            }}
          >
            {option.name}
            {option.kind === 'group' && <small>{text.group}</small>}
          </div>
        ))}
        {open && found.length === 0 && <p>{text.nothing}</p>}
      </div>
      <p className="sr-only" aria-live="polite">
        {open && typed !== '' ? text.found(String(found.length)) : ''}
      </p>
    </div>
  );
}
