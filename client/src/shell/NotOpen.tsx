import { LockKeyhole } from 'lucide-react';
import { useSite } from '../api/site.tsx';
import { useText } from '../i18n/language.ts';
import { signOut } from './UserMenu.tsx';
import './shell.css';

/** The reader is known, and this page is not for them: says so, and where to go. */
export function NotOpen() {
  const text = useText();
  const { self } = useSite();
  return (
    <main className="waiting" id="content">
      <LockKeyhole className="not-open-mark" aria-hidden="true" />
      <h1>{text.notOpen.title}</h1>
      <p>{text.notOpen.hint(self?.name ?? '')}</p>
      <div className="not-open-ways">
        <a className="button" href="/">
          {text.back}
        </a>
        <button type="button" className="button" data-quiet="true" onClick={signOut}>
          {text.home.signOut}
        </button>
      </div>
    </main>
  );
}
