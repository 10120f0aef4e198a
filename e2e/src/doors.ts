// Knocking at the doors as real devices do.
import net from 'node:net';
import { once } from 'node:events';
import mqtt from 'mqtt';

/** Publishes with QoS 1 and resolves with the PUBACK: from then on the message must never be lost. */
export async function publish(
  port: number,
  messages: readonly { topic: string; payload: string }[],
): Promise<void> {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { connectTimeout: 10_000 });
  await Promise.all(messages.map(({ topic, payload }) => client.publishAsync(topic, payload, { qos: 1 })));
  await client.endAsync();
}

/** One line over syslog TCP, as `nc` sends it. */
export async function sendSyslog(port: number, line: string): Promise<void> {
  const socket = net.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.end(`${line}\n`);
  await once(socket, 'close');
}

export function frigateReview(
  id: string,
  change: object = {},
  type = 'new',
): { topic: string; payload: string } {
  const after = {
    id,
    camera: 'cong-chinh',
    start_time: Date.now() / 1000 - 1,
    end_time: null,
    severity: 'alert',
    thumb_path: '',
    data: { detections: [], objects: ['car'], sub_labels: [], zones: [], audio: [] },
    ...change,
  };
  return { topic: 'frigate/reviews', payload: JSON.stringify({ type, before: after, after }) };
}

export function eveLine(signature: string, severity: number, at = new Date()): string {
  const eve = {
    timestamp: at.toISOString().replace('Z', '000+0000'),
    flow_id: 1_234_567_890_123_456,
    event_type: 'alert',
    src_ip: '203.0.113.9',
    src_port: 4444,
    dest_ip: '10.0.0.5',
    dest_port: 443,
    proto: 'TCP',
    alert: {
      action: 'allowed',
      gid: 1,
      signature_id: 2_024_001,
      rev: 1,
      signature,
      category: 'A Network Trojan was detected',
      severity,
    },
  };
  return `<134>1 ${at.toISOString()} ids suricata - - - ${JSON.stringify(eve)}`;
}
