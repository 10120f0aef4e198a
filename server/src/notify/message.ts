// What is sent to a resident, and the port that each way of sending fills. A message says that something moved and where
// to look; what an officer wrote and what the resident wrote stay behind the code.
export const NOTIFY_WAYS = ['push', 'email', 'zalo'] as const;
export type NotifyWay = (typeof NOTIFY_WAYS)[number];

export interface Message {
  readonly id: string;
  /** By way: hash of the browser's endpoint, e-mail address, number with country code. */
  readonly recipient: string;
  /** Of a browser: where and how it is reached; null for the other ways, or when it has left. */
  readonly browser: { readonly endpoint: string; readonly p256dh: string; readonly auth: string } | null;
  readonly language: 'vi' | 'en';
  readonly title: string;
  readonly body: string;
  /** Messages of one report share it. */
  readonly tag: string;
  readonly service: string;
  readonly state: string;
  readonly atMs: number;
}

export type Outcome =
  | { readonly kind: 'sent' }
  /** Worth another try; not before `waitMs` when the other side said so. */
  | { readonly kind: 'later'; readonly trouble: string; readonly waitMs?: number }
  | { readonly kind: 'never'; readonly trouble: string }
  /** The recipient is no more: nothing else is sent there. */
  | { readonly kind: 'gone' };

export interface Notifier {
  readonly way: NotifyWay;
  /** Ends within the limit of its own; whatever it throws is worth another try. */
  send(message: Message): Promise<Outcome>;
}
