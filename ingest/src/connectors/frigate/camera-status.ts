// What Frigate says of a camera's streams. One item per camera and role: open while the stream is away. The messages
// carry no time, so the clock is ours, and they are repeated every ten seconds or so: `standing` lets the pipeline pass
// on only what changes (a repeat would else be a revision, or, with a key of its own, hide the second outage).
import type { DecodeContext, FactDraft, Message } from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { Reject } from '../../wire/reject.ts';
import { placeOf } from './place.ts';

const ROLES: Readonly<Record<string, readonly [vi: string, en: string]>> = {
  detect: ['luồng hình', 'video'],
  record: ['ghi hình', 'recording'],
  audio: ['âm thanh', 'audio'],
};
const WORDS: Readonly<Record<string, readonly [vi: string, en: string]>> = {
  online: ['Camera có', 'Camera has'],
  offline: ['Camera mất', 'Camera lost'],
  disabled: ['Camera tắt', 'Camera turned off'],
};

/** `topic` is `<camera>/status/<role>`; null when it is not. */
export function statusTopic(topic: string): { camera: string; role: string } | null {
  const [camera, status, role, more] = topic.split('/');
  if (status !== 'status' || !camera || !role || more !== undefined) return null;
  return camera.length <= 120 && /^[a-z_]{1,20}$/.test(role) ? { camera, role } : null;
}

export function statusDraft(
  { camera, role }: { camera: string; role: string },
  { body, receivedAt }: Message,
  context: DecodeContext,
): FactDraft {
  const status = body.toString('utf8', 0, 20);
  const words = WORDS[status];
  if (!words) throw new Reject('schema', 'a camera status is online, offline or disabled');
  const [roleVi, roleEn] = ROLES[role] ?? [role, role];
  const { asset, name } = placeOf(camera, context);
  const lost = status === 'offline';
  return {
    title: `${words[0]} ${roleVi} · ${name}`,
    titleEn: `${words[1]} ${roleEn} · ${name}`,
    id: `status-${camera}-${role}`,
    kind: 'item',
    standing: true,
    wordKey: fingerprint([status, receivedAt]),
    wordAt: receivedAt,
    observedAt: receivedAt,
    type: 'vn.ioc.data.camera-status.v1',
    domain: 'data',
    severity: lost ? 'medium' : 'info',
    asset,
    point: null,
    reportedUnit: null,
    state: status,
    closed: !lost,
    data: { camera, role, status, clock: 'received' },
  };
}
