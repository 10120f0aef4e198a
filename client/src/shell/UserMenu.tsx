// Who is signed in, as what, for which area, and the ways from here. A disclosure, not an ARIA menu: links stay links.
import { ChevronDown, CircleUserRound, LogOut, Settings2, UserRound } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useAreaNames } from '../api/area-names.ts';
import { sendJson } from '../api/request.ts';
import { isAdministrator } from '../api/rights.ts';
import { useSite } from '../api/site.tsx';
import { useText } from '../i18n/language.ts';
import './user-menu.css';

/** Ends the session on the server; the page is left either way. */
export function signOut(): void {
  void sendJson('DELETE', '/api/v1/session').finally(() => location.replace('/'));
}

/** Closes what is open when the reader turns elsewhere: Esc, a press outside, focus gone. */
function useDisclosure() {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      setOpen(false);
      button.current?.focus();
    };
    const onElsewhere = ({ target }: Event) => {
      if (!place.current?.contains(target as Node)) setOpen(false);
    };
    addEventListener('keydown', onKey);
    addEventListener('pointerdown', onElsewhere);
    addEventListener('focusin', onElsewhere);
    return () => {
      removeEventListener('keydown', onKey);
      removeEventListener('pointerdown', onElsewhere);
      removeEventListener('focusin', onElsewhere);
    };
  }, [open]);
  return { open, setOpen, place, button };
}

/** In the header of every page but a kiosk's, where nobody stands to press it. */
export function UserMenu() {
  const text = useText();
  const { self } = useSite();
  const { open, setOpen, place, button } = useDisclosure();
  const nameOf = useAreaNames(open && self ? self.grants.map(({ scope }) => scope) : []);
  if (!self || self.kind === 'screen') return null;
  const name = self.kind === 'owner' ? text.user.owner : self.name;
  return (
    <div className="user-menu" ref={place}>
      <button
        ref={button}
        type="button"
        className="user-menu-button"
        aria-expanded={open}
        aria-controls="user-menu-sheet"
        onClick={() => setOpen(!open)}
      >
        <CircleUserRound aria-hidden="true" />
        <span className="sr-only">{text.user.menu}: </span>
        <span className="user-menu-name">{name}</span>
        <ChevronDown className="user-menu-arrow" aria-hidden="true" />
      </button>
      <div id="user-menu-sheet" className="user-menu-sheet" hidden={!open}>
        <p className="user-menu-who">{name}</p>
        <ul className="user-menu-grants">
          {self.grants.map(({ role, scope }) => (
            <li key={`${role} ${scope}`}>
              {text.role[role]} <span>{nameOf(scope)}</span>
            </li>
          ))}
        </ul>
        <ul className="user-menu-ways">
          {self.kind === 'person' && (
            <li>
              <a href="/account">
                <UserRound aria-hidden="true" />
                {text.user.account}
              </a>
            </li>
          )}
          {isAdministrator(self) && (
            <li>
              <a href="/admin/people">
                <Settings2 aria-hidden="true" />
                {text.user.administration}
              </a>
            </li>
          )}
          <li>
            <button type="button" onClick={signOut}>
              <LogOut aria-hidden="true" />
              {text.home.signOut}
            </button>
          </li>
        </ul>
      </div>
    </div>
  );
}
