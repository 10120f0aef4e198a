import { createECDH } from 'node:crypto';
import { encryptPush } from './push-encryption.ts';

it('a message is the one that RFC 8291 gives in its section 5', () => {
  const keys = createECDH('prime256v1');
  keys.setPrivateKey(Buffer.from('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw', 'base64url'));
  const browser = {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  };
  const salt = Buffer.from('DGv6ra1nlYgDCS1FRnbzlw', 'base64url');
  const sent = encryptPush('When I grow up, I want to be a watermelon', browser, { keys, salt });
  expect(sent.toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  );
});

it('no message is like another, and a key that is no point of the curve is refused', () => {
  const keys = createECDH('prime256v1');
  const browser = { p256dh: keys.generateKeys('base64url'), auth: 'BTBZMqHH6r4Tts7J_aSIgg' };
  expect(encryptPush('a', browser).equals(encryptPush('a', browser))).toBe(false);
  expect(() => encryptPush('a', { ...browser, p256dh: Buffer.alloc(65, 4).toString('base64url') })).toThrow();
});
