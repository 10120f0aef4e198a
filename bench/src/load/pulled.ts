// What the doors beside MQTT bring, made from an index alone: calls of an Open311 hotline, page by page, and alerts of a
// Suricata as syslog lines.
import type { WordRule } from '../checker/evidence.ts';

export interface PulledWorkload extends WordRule {
  readonly id: 'calls' | 'lines';
  readonly title: string;
  readonly word: (index: number) => string;
  readonly stream: (index: number) => string;
}

/** Ten a second, more than any hotline has: what polls bring again, for they overlap, is a few pages. */
export const CALL_EVERY_MS = 100;

export const CALLS: PulledWorkload = {
  id: 'calls',
  title: 'Open311 calls, pages of 500',
  source: 'hotline',
  wordSql: 'id',
  word: (index) => `call-${index}`,
  stream: (index) => `call-${index}`,
};

export const LINES_OF_SYSLOG: PulledWorkload = {
  id: 'lines',
  title: 'syslog lines (Suricata EVE) over TCP',
  source: 'suricata',
  wordSql: `data->>'flowId'`,
  word: (index) => String(index + 1),
  stream: () => 'one connection',
};

export function callOf(index: number, atMs: number): object {
  const at = new Date(atMs).toISOString();
  return {
    service_request_id: CALLS.word(index),
    status: 'open',
    service_code: 'cay-do',
    service_name: 'Cây đổ',
    agency_responsible: 'UBND phường',
    requested_datetime: at,
    updated_datetime: at,
    lat: 16.8 + (index % 100) / 1_000,
    long: 107.1 + (index % 90) / 1_000,
  };
}

export function lineOf(index: number, atMs: number): string {
  const at = new Date(atMs).toISOString();
  const eve = {
    timestamp: at,
    flow_id: index + 1,
    event_type: 'alert',
    src_ip: '192.0.2.7',
    src_port: 51_000,
    dest_ip: '198.51.100.9',
    dest_port: 443,
    proto: 'TCP',
    alert: {
      action: 'allowed',
      gid: 1,
      signature_id: 2_100_498,
      signature: 'Potentially bad traffic',
      severity: 2,
    },
  };
  return `<134>1 ${at} ids suricata - - - ${JSON.stringify(eve)}\n`;
}
