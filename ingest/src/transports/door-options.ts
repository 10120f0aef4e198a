// What a source instance says of its transport: the same for every connector that comes this way.
import type { Transport } from '@ioc/contracts/source';
import { z } from 'zod';
import type { SecretField } from '../connector.ts';
import { isNetwork } from './networks.ts';

const login = z
  .string()
  .regex(/^[\w.@-]{1,64}$/, 'letters, digits, . _ @ -')
  .optional()
  .describe('Tên đăng nhập MQTT của nguồn này | MQTT user name of this source');

export const mqttDoorSchema = z.object({ login });
export type MqttDoorOptions = z.infer<typeof mqttDoorSchema>;

export const syslogDoorSchema = z.object({
  peers: z
    .array(z.string().max(60).refine(isNetwork, 'an address or a network like 192.0.2.0/24'))
    .max(200)
    .default([])
    .describe('Chỉ nhận từ các địa chỉ, mạng này (CIDR) | Take only from these addresses, networks (CIDR)'),
  hosts: z
    .array(z.string().min(1).max(255))
    .max(200)
    .default([])
    .describe('Chỉ nhận các máy có tên này trong bản tin | Take only from hosts with these names'),
});
export type SyslogDoorOptions = z.infer<typeof syslogDoorSchema>;

export const fileDoorSchema = z.object({
  path: z.string().min(1).max(500).describe('Tệp trên máy chạy ingest | File on the machine of ingest'),
});

export const pollDoorSchema = z.object({
  url: z.url({ protocol: /^https?$/ }).describe('Địa chỉ để hỏi | Address to ask'),
  everyMs: z
    .number()
    .int()
    .min(100)
    .max(86_400_000)
    .default(10_000)
    .describe('Hỏi mỗi (ms) | Asked every (ms)'),
});
export type PollDoorOptions = z.infer<typeof pollDoorSchema>;

const secret = (name: string, label: string, labelEn: string, required = false): SecretField => ({
  name,
  label,
  labelEn,
  required,
});

export interface DoorKind {
  readonly options: z.ZodType<Record<string, unknown>>;
  readonly secrets: readonly SecretField[];
}

export const DOORS: Readonly<Record<Transport, DoorKind>> = {
  mqtt: {
    options: mqttDoorSchema,
    secrets: [
      secret('password', 'Mật khẩu MQTT', 'MQTT password'),
      // Each device may write only under topics that begin with its own name.
      secret('devices', 'Thiết bị, mỗi dòng tên:mật-khẩu', 'Devices, one name:password a line'),
    ],
  },
  syslog: { options: syslogDoorSchema, secrets: [] },
  file: { options: fileDoorSchema, secrets: [] },
  poll: {
    options: pollDoorSchema,
    secrets: [secret('authorization', 'Tiêu đề Authorization', 'Authorization header')],
  },
  webhook: {
    options: z.object({}),
    secrets: [secret('signingKey', 'Khóa ký (HMAC-SHA256)', 'Signing key (HMAC-SHA256)', true)],
  },
  upload: { options: z.object({}), secrets: [] },
};
