import { encodeQuery, notificationChannel } from './wire-messages.ts';
import type { SessionQueue } from './session-queue.ts';

/** Whoever hears notifications. */
export interface Listener {
  notify(message: Buffer): void;
}

/** Who listens to what. The engine listens for everyone; it stops when the last listener of a channel leaves. */
export class Listeners {
  readonly #byChannel = new Map<string, Set<Listener>>();

  /** Hands a NotificationResponse to every connection that listens to its channel. */
  deliver(message: Buffer): void {
    for (const listener of this.#byChannel.get(notificationChannel(message)) ?? []) listener.notify(message);
  }

  /** Called once the engine has answered LISTEN. */
  add(listener: Listener, channel: string): void {
    const listeners = this.#byChannel.get(channel) ?? new Set();
    this.#byChannel.set(channel, listeners.add(listener));
  }

  /** `channel` may be '*'. */
  remove(listener: Listener, channel: string, queue: SessionQueue): void {
    for (const [name, listeners] of this.#byChannel) {
      if (channel !== '*' && channel !== name) continue;
      if (listeners.delete(listener) && listeners.size === 0) this.#stopListening(name, queue);
    }
  }

  #stopListening(channel: string, queue: SessionQueue): void {
    this.#byChannel.delete(channel);
    const unlisten = encodeQuery(`UNLISTEN "${channel.replaceAll('"', '""')}"`);
    // By its turn somebody else may listen again.
    queue.submitInternal(unlisten, () => !this.#byChannel.has(channel));
  }
}
