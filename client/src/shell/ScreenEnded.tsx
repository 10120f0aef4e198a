import { MonitorOff } from 'lucide-react';
import { useText } from '../i18n/language.ts';
import './screen-ended.css';

/** A kiosk whose right has ended: dark, calm, and without a figure left on it. */
export function ScreenEnded() {
  const text = useText().screenEnded;
  return (
    <main className="kiosk" id="content" role="alert">
      <MonitorOff aria-hidden="true" strokeWidth={1.2} />
      <h1>{text.title}</h1>
      <p>{text.hint}</p>
    </main>
  );
}
