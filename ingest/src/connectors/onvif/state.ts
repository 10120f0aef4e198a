// Property events say that something is so, or no longer so. Which value says it differs by topic and maker.
import type { Values } from './payload.ts';
import { scalar } from './payload.ts';

/** Lower case, without `@`. */
const FLAGS = new Set([
  'state',
  'logicalstate',
  'status',
  'active',
  'alarm',
  'alarmactive',
  'critical',
  'failed',
  'isinside',
  'isloitering',
  'ismotion',
  'istamper',
  'tampering',
  'tamper',
  'disruption',
  'open',
  'lost',
  'detected',
  'smoke',
  'fire',
  'triggered',
]);
/** `IsSmoke`, `IsSoundDetected`: every maker has its own. */
const IS = /^@?[Ii]s[A-Z]/;
const YES = new Set(['true', '1', 'active', 'on', 'yes']);
const NO = new Set(['false', '0', 'inactive', 'off', 'no']);

/** True: it is so; false: it is over; null: the event is no property, or speaks in other words. */
export function flagOf(data: Values): boolean | null {
  let answer: boolean | null = null;
  for (const name in data) {
    const plain = (name.startsWith('@') ? name.slice(1) : name).toLowerCase();
    if (!FLAGS.has(plain) && !IS.test(name)) continue;
    const word = scalar(data[name])?.toLowerCase() ?? '';
    if (NO.has(word)) return false;
    if (YES.has(word)) answer = true;
  }
  return answer;
}
