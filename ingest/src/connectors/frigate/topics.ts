// Frigate publishes far more than events: object counters, pictures, switches. These are refused by rule and counted as
// dropped. What fits no known form goes to the dead letters, so that a new version is noticed.

/** `<camera>/<word>…` and `<word>` that every Frigate may publish. */
const TOP = new Set([
  'stats',
  'camera_activity',
  'onConnect',
  'restart',
  'notifications',
  'job_state',
  'model_state',
  'birdseye_layout',
  'audio_detections',
  'triggers',
  'profile',
  'notification_test',
  'audio_transcription_state',
  'embeddings_reindex_progress',
]);
const OF_CAMERA = new Set([
  'motion',
  'audio',
  'detect',
  'recordings',
  'snapshots',
  'enabled',
  'review_status',
  'review_alerts',
  'review_detections',
  'improve_contrast',
  'motion_threshold',
  'motion_contour_area',
  'motion_mask',
  'object_mask',
  'zone',
  'ptz',
  'ptz_autotracker',
  'birdseye',
  'birdseye_mode',
  'object_descriptions',
  'review_descriptions',
  'audio_transcription',
  'classification',
  'notifications',
]);
/** `<camera>/<label>` and `<camera>/<label>/active` carry a counter. */
const COUNTER = /^\d{1,6}$/;

/** `topic` without Frigate's prefix. */
export function isHousekeeping(topic: string, body: Buffer): boolean {
  const [first = '', second, third] = topic.split('/');
  if (TOP.has(first)) return true;
  if (second === undefined) return false;
  if (OF_CAMERA.has(second)) return true;
  if (third === 'snapshot' || third === 'thumbnail') return true;
  // Nothing at all clears a retained message.
  return body.length === 0 || (body.length <= 6 && COUNTER.test(body.toString('latin1')));
}
