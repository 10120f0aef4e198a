// What a sender of a webhook must do, as a command that can be pasted: the signature is made of the time and the body, so
// that a call that was listened to cannot be sent again later.
const SIGNED_BODY = '{"thu": true}';

export const webhookAddress = (origin: string, id: string): string =>
  `${origin.replace(/^http:/, 'https:')}/hooks/${encodeURIComponent(id)}`;

/** POSIX shell with openssl and curl. */
export const signedCurl = (address: string): string =>
  [
    "KEY='…'",
    `BODY='${SIGNED_BODY}'`,
    'TIME=$(date +%s)',
    `SIGNATURE=$(printf '%s.%s' "$TIME" "$BODY" | openssl dgst -sha256 -hmac "$KEY" -r | cut -d' ' -f1)`,
    `curl -X POST '${address}' \\`,
    "  -H 'Content-Type: application/json' \\",
    '  -H "X-Timestamp: $TIME" -H "X-Signature: sha256=$SIGNATURE" \\',
    '  --data-binary "$BODY"',
  ].join('\n');
