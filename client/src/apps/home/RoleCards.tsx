import type { Site } from '@ioc/contracts/api/site';
import { Headset, Landmark, Lock, MapPinned, MonitorDot } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useText } from '../../i18n/language.ts';

interface Role {
  readonly name: 'wall' | 'console' | 'leader' | 'report';
  readonly href: string;
  readonly icon: LucideIcon;
  readonly open: boolean;
}

const ROLES: readonly Role[] = [
  { name: 'wall', href: '/wall/overview', icon: MonitorDot, open: false },
  { name: 'console', href: '/console', icon: Headset, open: false },
  { name: 'leader', href: '/leader', icon: Landmark, open: false },
  { name: 'report', href: '/report', icon: MapPinned, open: true },
];

/** Four ways into the house; those that are closed say so. */
export function RoleCards({ site }: { readonly site: Site | null }) {
  const text = useText().home;
  const signedIn = site !== null && site.self !== null;
  return (
    <ul className="roles">
      {ROLES.map(({ name, href, icon: Icon, open }) => (
        <li key={name}>
          <a className="role" href={href} data-role={name}>
            <Icon className="role-icon" aria-hidden="true" strokeWidth={1.6} />
            <span className="role-name">{text[name]}</span>
            <span className="role-hint">{text[`${name}Hint`]}</span>
            {!open && !signedIn && (
              <span className="role-lock">
                <Lock aria-hidden="true" /> {text.needsSignIn}
              </span>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}
