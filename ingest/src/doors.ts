// The doors of this process (MQTT, syslog, webhooks) and who stands behind them.
import type { Logger } from 'pino';
import type { Settings } from './config.ts';
import { CONNECTORS } from './connector-list.ts';
import type { SourceRegistration } from './connector.ts';
import { Switchboard, wrongSender } from './instances/switchboard.ts';
import type { Intake } from './pipeline/intake.ts';
import { SELF } from './pipeline/letter-alarm.ts';
import type { Losses } from './pipeline/losses.ts';
import type { Metrics } from './runtime/metrics.ts';
import { messagesOf } from './spool/hand-on.ts';
import type { SpooledDelivery } from './spool/record.ts';
import type { Spool } from './spool/spool.ts';
import type { Door } from './transports/door.ts';
import { openMqttDoor } from './transports/mqtt-embedded.ts';
import { subscribeMqtt, type MqttSubscriberOptions } from './transports/mqtt-external.ts';
import { diagnoseSyslog, openSyslogDoor } from './transports/syslog.ts';
import { readTlsSettings } from './transports/tls-listener.ts';
import { unrouted } from './transports/unrouted.ts';
import type { Health } from './runtime/health.ts';
import { Reject } from './wire/reject.ts';

const MQTT_WORDS = { door: 'mqtt', name: 'Bản tin MQTT lạ', nameEn: 'Unknown MQTT messages' } as const;
const SYSLOG_WORDS = {
  door: 'syslog',
  name: 'Nhật ký lạ (syslog)',
  nameEn: 'Unknown syslog messages',
} as const;

const nobody = (): Reject => new Reject('no-connector', 'no source is set up for this message');
const FALLBACK = {
  mqtt: unrouted({ ...MQTT_WORDS, refusal: nobody }),
  syslog: unrouted({ ...SYSLOG_WORDS, refusal: (message) => diagnoseSyslog(message) ?? nobody() }),
};
const WRONG_SENDER = {
  mqtt: unrouted({ ...MQTT_WORDS, refusal: wrongSender }),
  syslog: unrouted({ ...SYSLOG_WORDS, refusal: wrongSender }),
};

/** The sources of the doors themselves, which hold dead letters alone, and of ingest, which tells of the others. */
export const DOOR_SOURCES: readonly SourceRegistration[] = [
  FALLBACK.mqtt.source,
  FALLBACK.syslog.source,
  SELF.source,
];

export const switchboardFor = (settings: Settings): Switchboard =>
  new Switchboard({
    outsideBroker: Boolean(settings.IOC_MQTT_URL),
    order: CONNECTORS.map(({ id }) => id),
    wrongSender: WRONG_SENDER,
    fallback: FALLBACK,
  });

export interface DoorTools {
  readonly settings: Settings;
  readonly log: Logger;
  readonly switchboard: Switchboard;
  readonly intake: Intake;
  readonly spool: Spool;
  readonly metrics: Metrics;
  readonly losses: Losses;
}

/** Counted for the source it was for, which is on the screens, and for the door. */
const shedBy =
  ({ switchboard, metrics, losses }: Pick<DoorTools, 'switchboard' | 'metrics' | 'losses'>) =>
  (delivery: SpooledDelivery): void => {
    metrics.lost.inc({ door: delivery.door }, delivery.payloads.length);
    for (const message of messagesOf(delivery))
      losses.count(switchboard.route(delivery.door, message).source.id);
  };

/** Needs no database: what comes waits in the spool. */
export const openSyslog = (tools: Omit<DoorTools, 'intake'>): Promise<Door> => {
  const { settings, log, spool } = tools;
  return openSyslogDoor({
    host: settings.IOC_HOST,
    port: settings.IOC_SYSLOG_PORT,
    spool,
    log,
    onLost: shedBy(tools),
    tls: readTlsSettings(settings, 'SYSLOG'),
  });
};

/** Opened once it is known who may sign in and whose a message is. */
export async function openMqtt(tools: DoorTools & { readonly health: Health }): Promise<Door> {
  const outside = outsideBroker(tools);
  const onProblem = (problem: string | null) => tools.health.doorHeld('mqtt', problem);
  return outside ? subscribeMqtt({ ...outside, onProblem }) : listen(tools);
}

function listen(tools: DoorTools): Promise<Door> {
  const { settings, log, switchboard, intake, spool } = tools;
  return openMqttDoor({
    host: settings.IOC_HOST,
    port: settings.IOC_MQTT_PORT,
    credentials: credentialsOf(settings),
    logins: () => switchboard.logins,
    tls: readTlsSettings(settings, 'MQTT'),
    route: (message) => switchboard.route('mqtt', message),
    intake,
    spool,
    onLost: shedBy(tools),
    log,
  });
}

/** How this worker reads the broker outside; null without one. */
export const outsideBroker = ({
  settings,
  log,
  switchboard,
  intake,
  spool,
}: Omit<DoorTools, 'metrics' | 'losses'>): MqttSubscriberOptions | null =>
  settings.IOC_MQTT_URL
    ? {
        url: settings.IOC_MQTT_URL,
        credentials: credentialsOf(settings),
        clientId: `ioc-ingest-${settings.IOC_WORKER}`,
        topics: settings.IOC_MQTT_TOPICS,
        stateTopics: settings.IOC_MQTT_STATE_TOPICS,
        share: settings.IOC_MQTT_SHARE === '1',
        route: (message) => switchboard.route('mqtt', message),
        intake,
        spool,
        log,
      }
    : null;

function credentialsOf({ IOC_MQTT_USERNAME: username, IOC_MQTT_PASSWORD: password }: Settings) {
  return username && password ? { username, password } : null;
}
