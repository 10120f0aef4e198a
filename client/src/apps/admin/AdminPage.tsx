import {
  Cable,
  KeySquare,
  LayoutDashboard,
  Map,
  MonitorDot,
  Network,
  ScrollText,
  TableProperties,
  UsersRound,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import { isAdministrator } from '../../api/rights.ts';
import { SignedIn, useSite } from '../../api/site.tsx';
import { useAccessText } from '../../i18n/access-text.ts';
import { NotOpen } from '../../shell/NotOpen.tsx';
import { PageHeader } from '../../shell/PageHeader.tsx';
import { Waiting } from '../../shell/Waiting.tsx';
import { AuditSection } from './audit/AuditSection.tsx';
import { GroupsSection } from './groups/GroupsSection.tsx';
import { KeysSection } from './keys/KeysSection.tsx';
import { MapSection } from './map/MapSection.tsx';
import { PeopleSection } from './people/PeopleSection.tsx';
import { RolesSection } from './roles/RolesSection.tsx';
import { ScenesSection } from './scenes/ScenesSection.tsx';
import { ScreensSection } from './screens/ScreensSection.tsx';
import { SourcesSection } from './sources/SourcesSection.tsx';
import { SECTIONS, useSection } from './use-section.ts';
import type { Section } from './use-section.ts';
import './admin.css';

const ICONS: Readonly<Record<Section, LucideIcon>> = {
  people: UsersRound,
  roles: TableProperties,
  groups: Network,
  map: Map,
  sources: Cable,
  scenes: LayoutDashboard,
  screens: MonitorDot,
  keys: KeySquare,
  audit: ScrollText,
};
const BODIES: Readonly<Record<Section, ComponentType>> = {
  people: PeopleSection,
  roles: RolesSection,
  groups: GroupsSection,
  map: MapSection,
  sources: SourcesSection,
  scenes: ScenesSection,
  screens: ScreensSection,
  keys: KeysSection,
  audit: AuditSection,
};

function Sections() {
  const text = useAccessText().admin;
  const { self } = useSite();
  const { section, open } = useSection();
  if (!self || !isAdministrator(self)) return <NotOpen />;
  const Body = BODIES[section];
  return (
    <div className="admin">
      <PageHeader title={text.title} live={false} />
      <div className="admin-frame">
        <nav className="admin-nav" aria-label={text.title}>
          <ul>
            {SECTIONS.map((name) => {
              const Icon = ICONS[name];
              return (
                <li key={name}>
                  <a
                    href={`/admin/${name}`}
                    aria-current={name === section ? 'page' : undefined}
                    onClick={(event) => open(event, name)}
                  >
                    <Icon aria-hidden="true" />
                    {text.nav[name]}
                  </a>
                </li>
              );
            })}
          </ul>
        </nav>
        <main id="content" className="admin-main" tabIndex={-1}>
          <Body key={section} />
        </main>
      </div>
    </div>
  );
}

/** `/admin/*`: for administrators of the whole province. */
export function AdminPage() {
  return (
    <SignedIn waiting={<Waiting />}>
      <Sections />
    </SignedIn>
  );
}
