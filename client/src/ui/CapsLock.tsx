import { ArrowBigUpDash } from 'lucide-react';
import { useAccessText } from '../i18n/access-text.ts';

/** Says that capitals are locked while a password is typed. */
export function CapsLock({ on }: { readonly on: boolean }) {
  const text = useAccessText().password;
  return (
    <output className="form-caps">
      {on && (
        <>
          <ArrowBigUpDash aria-hidden="true" />
          {text.capsLock}
        </>
      )}
    </output>
  );
}
