import type { Domain } from '@ioc/contracts/words';
import {
  Car,
  ChartNoAxesCombined,
  Database,
  GraduationCap,
  HeartPulse,
  Landmark,
  Leaf,
  Megaphone,
  Newspaper,
  PhoneCall,
  Shield,
  ShieldAlert,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import './marks.css';

const ICONS: Readonly<Record<Domain, LucideIcon>> = {
  traffic: Car,
  'public-security': Shield,
  press: Newspaper,
  'public-service': Landmark,
  'cyber-security': ShieldAlert,
  'socio-economic': ChartNoAxesCombined,
  health: HeartPulse,
  education: GraduationCap,
  'field-feedback': Megaphone,
  hotline: PhoneCall,
  environment: Leaf,
  data: Database,
};

export const domainColour = (domain: Domain): string => `var(--domain-${domain})`;

/** The icon of a domain in its hue. The word stands beside it: the icon is never the only carrier. */
export function DomainMark({ domain }: { readonly domain: Domain }) {
  const Icon = ICONS[domain];
  return <Icon className="domain-mark" color={domainColour(domain)} strokeWidth={2} aria-hidden="true" />;
}
