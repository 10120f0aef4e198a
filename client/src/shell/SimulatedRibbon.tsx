import { FlaskConical } from 'lucide-react';
import { useText } from '../i18n/language.ts';
import './shell.css';

/** Said on every screen that shows data which are not real (D1). */
export function SimulatedRibbon({ demo }: { readonly demo: boolean }) {
  const text = useText();
  if (!demo) return null;
  return (
    <p className="ribbon" title={text.simulatedLong}>
      <FlaskConical aria-hidden="true" />
      {text.simulated}
    </p>
  );
}
