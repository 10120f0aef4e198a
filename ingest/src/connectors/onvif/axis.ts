// The event bridge of Axis devices: the same events under `<prefix>/event/…`, as
// {"topic":"onvif:Device/axis:IO/Port","timestamp":<epoch ms>,"message":{"source":{},"key":{},"data":{}}}; every value
// is text, booleans "1" and "0". https://developer.axis.com/vapix/network-video/mqtt-event-bridge
import { instantFromSeconds, MAX_EPOCH_SECONDS } from '../../wire/instant.ts';
import { Reject } from '../../wire/reject.ts';
import { isRecord, section } from './payload.ts';
import type { OnvifEvent } from './payload.ts';

const MARK = '/event/';

export const isAxisTopic = (address: string): boolean =>
  address.includes('/event/tns:') || (address.startsWith('axis/') && address.includes(MARK));

/** Device and path of an Axis topic. */
export function splitAxis(address: string): { device: string; path: string } {
  const at = address.indexOf(MARK);
  return { device: address.slice(0, at), path: address.slice(at + MARK.length) };
}

/** The topic in the message, for the one it came by may be a short form; throws Reject `schema`. */
export function readAxisEvent(value: unknown): { topic: string | null; event: OnvifEvent } {
  if (!isRecord(value)) throw new Reject('schema', 'message: expected object');
  const { topic, timestamp, message } = value;
  const seconds = typeof timestamp === 'number' ? timestamp / 1000 : Number.NaN;
  if (!(seconds >= 0 && seconds <= MAX_EPOCH_SECONDS))
    throw new Reject('schema', 'timestamp: expected milliseconds since 1970');
  if (!isRecord(message)) throw new Reject('schema', 'message: expected object');
  const source = section(message['source'], 'source');
  const key = section(message['key'], 'key');
  return {
    topic: typeof topic === 'string' && topic.length <= 300 ? topic : null,
    event: {
      observedAt: instantFromSeconds(seconds),
      rawSource: source,
      source,
      key: Object.keys(key).length ? key : null,
      data: section(message['data'], 'data'),
      operation: null,
    },
  };
}
