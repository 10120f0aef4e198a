// What a sender of a webhook must do, as a command that can be pasted: the signature is made of the time and the body, so
// that a call that was listened to cannot be sent again later.
/** A CloudEvent, as the call centre's connector takes it; others want their own. */
export const TRIED_BODY =
  '{"specversion":"1.0","id":"thu-1","source":"urn:thu","type":"vn.ioc.hotline.call.v1","time":"2026-03-01T07:00:00+07:00","data":{"id":"thu-1","state":"answered"}}';

export const webhookAddress = (origin: string, id: string): string =>
  `${origin.replace(/^http:/, 'https:')}/hooks/${encodeURIComponent(id)}`;

/** POSIX shell with openssl and curl. */
export const signedCurl = (address: string): string =>
  [
    "KEY='…'",
    `BODY='${TRIED_BODY}'`,
    'TIME=$(date +%s)',
    `SIGNATURE=$(printf '%s.%s' "$TIME" "$BODY" | openssl dgst -sha256 -hmac "$KEY" -r | cut -d' ' -f1)`,
    `curl -X POST '${address}' \\`,
    "  -H 'Content-Type: application/cloudevents+json' \\",
    '  -H "X-IOC-Timestamp: $TIME" -H "X-IOC-Signature: sha256=$SIGNATURE" \\',
    '  --data-binary "$BODY"',
  ].join('\n');
