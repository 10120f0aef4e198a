import { Moon, Sun } from 'lucide-react';
import { setLanguage, useLanguage, useText } from '../i18n/language.ts';
import { setTheme, useTheme } from '../ui/theme.ts';
import './shell.css';

function LanguageSwitch() {
  const text = useText().language;
  const language = useLanguage();
  return (
    <fieldset className="switch">
      <legend className="sr-only">{text.label}</legend>
      {(['vi', 'en'] as const).map((code) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-pressed={language === code}
          title={text[code]}
          onClick={() => setLanguage(code)}
        >
          {code.toUpperCase()}
        </button>
      ))}
    </fieldset>
  );
}

function ThemeSwitch() {
  const text = useText().theme;
  const theme = useTheme();
  const next = theme === 'dark' ? 'light' : 'dark';
  const label = next === 'light' ? text.toLight : text.toDark;
  const Icon = next === 'light' ? Sun : Moon;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      onClick={() => setTheme(next)}
    >
      <Icon aria-hidden="true" />
    </button>
  );
}

/** Language and theme, remembered on this device. */
export function Switches() {
  return (
    <div className="switches">
      <LanguageSwitch />
      <ThemeSwitch />
    </div>
  );
}
