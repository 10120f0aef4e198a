// By which ways residents are told. None of them is on by itself: each speaks to the outside world.
import { z } from 'zod';

const mailServer = z
  .url('must be a URL such as smtps://user:password@mail.example.vn')
  .refine((text) => /^smtps?:\/\//i.test(text), 'must begin with smtps:// or smtp://');
const contact = z
  .string()
  .regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, 'must begin with mailto: or https://');
const word = z.string().min(1).optional();

export const notifyShape = {
  IOC_PUSH_CONTACT: contact
    .optional()
    .describe('turns web push on: where operators of push services reach you (mailto: or https:)'),
  IOC_SMTP_URL: mailServer
    .optional()
    .describe('turns e-mail on: smtps://user:password@host, or smtp:// with STARTTLS'),
  IOC_SMTP_FROM: z.string().min(3).max(200).optional().describe('goes with IOC_SMTP_URL: the sender'),
  IOC_ZALO_APP_ID: word.describe('turns Zalo notifications on, with the three below'),
  IOC_ZALO_SECRET_KEY: word.describe('goes with IOC_ZALO_APP_ID'),
  IOC_ZALO_REFRESH_TOKEN: word.describe(
    'goes with IOC_ZALO_APP_ID: the first one; those that follow are kept in the world directory',
  ),
  IOC_ZALO_TEMPLATE_ID: word.describe(
    'goes with IOC_ZALO_APP_ID: a template with the fields service (100), status (30) and time (20)',
  ),
};

/** Settings that are of use together only. */
export const NOTIFY_TOGETHER = [
  ['IOC_SMTP_URL', 'IOC_SMTP_FROM'],
  ['IOC_ZALO_APP_ID', 'IOC_ZALO_SECRET_KEY', 'IOC_ZALO_REFRESH_TOKEN', 'IOC_ZALO_TEMPLATE_ID'],
] as const;

export interface NotifyConfig {
  readonly push: { readonly contact: string } | null;
  readonly email: { readonly url: URL; readonly from: string } | null;
  readonly zalo: {
    readonly appId: string;
    readonly secretKey: string;
    readonly refreshToken: string;
    readonly templateId: string;
  } | null;
}

type Settings = { readonly [name in keyof typeof notifyShape]?: string | undefined };

export function toNotify(settings: Settings): NotifyConfig {
  const { IOC_SMTP_URL: url, IOC_SMTP_FROM: from } = settings;
  const { IOC_ZALO_APP_ID: appId, IOC_ZALO_SECRET_KEY: secretKey } = settings;
  const { IOC_ZALO_REFRESH_TOKEN: refreshToken, IOC_ZALO_TEMPLATE_ID: templateId } = settings;
  return {
    push: settings.IOC_PUSH_CONTACT === undefined ? null : { contact: settings.IOC_PUSH_CONTACT },
    email: url && from ? { url: new URL(url), from } : null,
    zalo:
      appId && secretKey && refreshToken && templateId
        ? { appId, secretKey, refreshToken, templateId }
        : null,
  };
}
