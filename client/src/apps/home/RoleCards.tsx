import type { Self } from '@ioc/contracts/access';
import {
  ChartColumn,
  ClipboardList,
  Headset,
  Landmark,
  LogIn,
  MapPinned,
  MonitorDot,
  ShieldCheck,
  Tablet,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { mayOpen } from '../../api/rights.ts';
import type { PageName } from '../../api/rights.ts';
import { useText } from '../../i18n/language.ts';

interface Card {
  readonly name: PageName | 'report' | 'open' | 'signIn';
  readonly href: string;
  readonly icon: LucideIcon;
}

const CLOSED: readonly (Card & { readonly name: PageName })[] = [
  { name: 'wall', href: '/wall/overview', icon: MonitorDot },
  { name: 'console', href: '/console', icon: Headset },
  { name: 'tickets', href: '/console/tickets', icon: ClipboardList },
  { name: 'remote', href: '/remote', icon: Tablet },
  { name: 'leader', href: '/leader', icon: Landmark },
  { name: 'admin', href: '/admin/people', icon: ShieldCheck },
];
const SIGN_IN: Card = { name: 'signIn', href: '/sign-in', icon: LogIn };
/** For everybody, whoever they are. */
const PUBLIC: readonly Card[] = [
  { name: 'report', href: '/report', icon: MapPinned },
  { name: 'open', href: '/open', icon: ChartColumn },
];

/** The console leads to the tickets; who may not open it finds them here. */
const isShown = (name: PageName, self: Self): boolean =>
  mayOpen(name, self) && (name !== 'tickets' || !mayOpen('console', self));

const cardsOf = (self: Self | null): readonly Card[] =>
  self === null ? [SIGN_IN, ...PUBLIC] : [...CLOSED.filter(({ name }) => isShown(name, self)), ...PUBLIC];

/** The ways into the house that are open to this reader, and no others. */
export function RoleCards({ self }: { readonly self: Self | null }) {
  const text = useText().home;
  const cards = cardsOf(self);
  return (
    <ul className="roles" data-count={cards.length}>
      {cards.map(({ name, href, icon: Icon }) => (
        <li key={name}>
          <a className="role" href={href} data-role={name}>
            <Icon className="role-icon" aria-hidden="true" strokeWidth={1.6} />
            <span className="role-name">{text[name]}</span>
            <span className="role-hint">{text[`${name}Hint`]}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
