// Frigate's topics and what becomes of each: objects and reviews are items that change, plates and attributes are items
// of their own, camera streams are standing states. Everything else Frigate is known to publish is refused by rule and
// counted; what it is not known to publish goes to the dead letters, so that a new version is noticed.
import type { DecodeContext, Decoded, Message } from '../../connector.ts';
import { parseJson, parseShape } from '../../wire/json.ts';
import { Reject } from '../../wire/reject.ts';
import { statusDraft, statusTopic } from './camera-status.ts';
import { objectDraft } from './object.ts';
import { decodeObjectUpdate } from './object-update.ts';
import { frigateEventSchema, frigateObjectUpdateSchema, frigateReviewSchema } from './payload.ts';
import { reviewDraft } from './review.ts';
import { isHousekeeping } from './topics.ts';
import type { FrigateOptions } from './words.ts';

const NOTHING: Decoded = { facts: [], dropped: 1 };

export function decodeFrigate(message: Message, context: DecodeContext, options: FrigateOptions): Decoded {
  const topic = message.address.slice(options.prefix.length + 1);
  const { body } = message;
  switch (topic) {
    case 'events':
      return { facts: [objectDraft(parseShape(frigateEventSchema, parseJson(body)), context, options)] };
    case 'reviews':
      return decodeReview(body, context, options);
    case 'tracked_object_update':
      return decodeObjectUpdate(parseShape(frigateObjectUpdateSchema, parseJson(body)), context, options);
    case 'available':
      return availability(message);
    default:
      return decodeOther(topic, message, context);
  }
}

function decodeReview(body: Buffer, context: DecodeContext, options: FrigateOptions): Decoded {
  const review = parseShape(frigateReviewSchema, parseJson(body));
  return review.type === 'genai' ? NOTHING : { facts: [reviewDraft(review, context, options)] };
}

function availability({ body }: Message): Decoded {
  const word = body.toString('utf8', 0, 20);
  if (word !== 'online' && word !== 'offline' && word !== 'stopped')
    throw new Reject('schema', 'availability is online, offline or stopped');
  return { facts: [], availability: word === 'online' ? 'up' : 'down' };
}

function decodeOther(topic: string, message: Message, context: DecodeContext): Decoded {
  const status = statusTopic(topic);
  if (status) return { facts: [statusDraft(status, message, context)] };
  if (isHousekeeping(topic, message.body)) return NOTHING;
  throw new Reject('unknown-topic', 'no Frigate version is known to publish this topic');
}
