// The one configuration of the hotline connector: what a service code means where the server does not say so itself.
import { severitySchema } from '@ioc/contracts/words';
import type { Domain, Severity } from '@ioc/contracts/words';

const SERVICES: Readonly<Record<string, readonly [en: string, severity: Severity]>> = {
  'ngap-ung': ['Flooding', 'high'],
  'sat-lo': ['Landslide', 'critical'],
  'cay-do': ['Fallen tree', 'medium'],
  'mat-dien': ['Power cut', 'medium'],
  'mat-nuoc': ['Water supply', 'medium'],
  chay: ['Fire', 'critical'],
  'cuu-nan': ['Rescue request', 'critical'],
  'tai-nan': ['Road accident', 'high'],
  'un-tac': ['Congestion', 'medium'],
  'den-tin-hieu': ['Traffic light fault', 'low'],
  'duong-hu': ['Road damage', 'low'],
  'den-duong': ['Street light fault', 'low'],
  'rac-thai': ['Waste', 'low'],
  'o-nhiem': ['Pollution and noise', 'low'],
  'an-ninh': ['Public order', 'medium'],
  'lua-dao-mang': ['Online fraud', 'medium'],
  'dich-vu-cong': ['Public service question', 'low'],
  'cham-ho-so': ['Late dossier complaint', 'medium'],
  'y-te': ['Health service', 'low'],
  'giao-duc': ['School matter', 'low'],
  khac: ['Other', 'low'],
};
const UNKNOWN_SEVERITY: Severity = 'low';

export const serviceNameEn = (code: string): string | null => SERVICES[code]?.[0] ?? null;

/** The server's own word first, then the table. */
export function severityOf(code: string, stated: string | null | undefined): Severity {
  const parsed = severitySchema.safeParse(stated);
  return parsed.success ? parsed.data : (SERVICES[code]?.[1] ?? UNKNOWN_SEVERITY);
}

const BY_SCREEN = new Set([
  'field-report',
  'portal',
  'app',
  'web',
  'internet',
  'mobile',
  'mobile device',
  'open311',
]);

/** What came by telephone is the hotline's; what came by a portal or app is field feedback. */
export const domainOf = (channel: string | null | undefined): Domain =>
  BY_SCREEN.has(channel?.toLowerCase() ?? '') ? 'field-feedback' : 'hotline';
