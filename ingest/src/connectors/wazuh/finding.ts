// Wazuh 5. One event that matches two rules makes two findings with one event id: a finding is known by its document's id,
// or by event and rule together.
import type { DecodeContext, FactDraft } from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { keepAccount, maskedText } from '../../wire/free-text.ts';
import { instantFromLoose } from '../../wire/loose-instant.ts';
import { Reject } from '../../wire/reject.ts';
import type { WazuhFinding } from './payload.ts';
import { levelSeverity, wordSeverity } from './severity.ts';

const MAX_TITLE = 300;

export function findingFact(
  finding: WazuhFinding,
  documentId: string | null,
  context: DecodeContext,
  zone: string,
): FactDraft {
  const { agent, cluster } = finding.wazuh;
  const rule = ruleOf(finding);
  const observedAt = instantFromLoose(finding['@timestamp'], { receivedAt: '', zone });
  if (!observedAt) throw new Reject('schema', '@timestamp: not a moment');
  const title = maskedText(rule.title ?? '', MAX_TITLE) || `Wazuh ${rule.id ?? ''}`.trim();
  const sensor =
    agent?.name ?? finding.host?.name ?? agent?.host?.hostname ?? agent?.id ?? cluster?.name ?? null;
  return {
    id: documentId || idOf(finding, rule.id),
    kind: 'event',
    wordKey: null,
    wordAt: null,
    observedAt,
    type: 'vn.ioc.cyber-security.host-alert.v1',
    domain: 'cyber-security',
    severity: severityOf(rule.level),
    asset: sensor ? { externalId: sensor, kind: 'sensor' } : null,
    point: null,
    reportedUnit: null,
    title,
    titleEn: title,
    state: 'reported',
    closed: false,
    data: dataOf(finding, rule.id, context),
  };
}

interface FindingRule {
  readonly id: string | undefined;
  readonly title: string | null | undefined;
  readonly level: string | number | undefined;
}

function ruleOf({ wazuh, rule }: WazuhFinding): FindingRule {
  const own = wazuh.rule;
  if (!own && !rule) throw new Reject('schema', 'wazuh.rule: an event without a rule is no finding');
  return {
    id: own?.id ?? own?.sigma_id ?? rule?.id,
    title: own?.title ?? rule?.name,
    level: own?.level ?? rule?.level,
  };
}

function severityOf(level: string | number | undefined): FactDraft['severity'] {
  if (typeof level === 'number') return levelSeverity(level);
  const severity = level === undefined ? null : wordSeverity(level);
  if (severity) return severity;
  if (level && /^\d{1,2}$/.test(level)) return levelSeverity(Number(level));
  throw new Reject('schema', 'wazuh.rule.level: neither a word of the scale nor a number');
}

/** Without any id the finding is known by all that was read of it. */
function idOf(finding: WazuhFinding, ruleId: string | undefined): string {
  const eventId = finding.wazuh.event?.id ?? finding.event?.id;
  return fingerprint(eventId ? [eventId, ruleId ?? null] : [finding]);
}

function dataOf(
  { wazuh, event, source, destination, user, network }: WazuhFinding,
  ruleId: string | undefined,
  context: DecodeContext,
): Record<string, unknown> {
  const mitre = wazuh.rule?.mitre;
  const techniques = [...(mitre?.technique ?? []), ...(mitre?.subtechnique ?? [])];
  return {
    manager: wazuh.cluster?.name,
    agent: { id: wazuh.agent?.id, ip: wazuh.agent?.host?.ip?.[0] },
    eventId: wazuh.event?.id ?? event?.id,
    ruleId,
    level: wazuh.rule?.level,
    groups: wazuh.rule?.tags ?? event?.category,
    mitre: mitre ? { tactic: mitre.tactic, technique: techniques } : undefined,
    integration: wazuh.integration?.name,
    category: wazuh.integration?.category,
    source: partyOf(source),
    destination: partyOf(destination),
    account: keepAccount(user?.name, context),
    protocol: network?.transport,
    action: event?.action,
  };
}

function partyOf(party: WazuhFinding['source']): Record<string, unknown> {
  const port = Number(party?.port);
  const known = Number.isInteger(port) && port >= 0 && port <= 65_535;
  return { ip: party?.ip ?? party?.address, port: known ? port : undefined };
}
