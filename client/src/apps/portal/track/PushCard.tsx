/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../frame/Icon.tsx';
import { usePortal } from '../frame/context.ts';
import { isOn, pushTrouble, siteKey, turnOff, turnOn } from './push.ts';
import type { PushTrouble } from './push.ts';

/** "Tell me on this phone": nothing is asked of the browser before the tap. */
export function PushCard({ code }: { code: string }) {
  const { words, language } = usePortal();
  const [trouble, setTrouble] = useState<PushTrouble | null>(pushTrouble);
  const [key, setKey] = useState<string | null>(null);
  const [on, setOn] = useState(() => isOn(code));
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let gone = false;
    const ask = async () => {
      const found = await siteKey();
      if (gone) return;
      setKey(found);
      if (found === null) setTrouble((known) => known ?? 'site');
    };
    if (pushTrouble() === null) void ask();
    return () => {
      gone = true;
    };
  }, []);
  const press = async () => {
    if (key === null) return;
    setBusy(true);
    const next = on ? await turnOff(code) : await turnOn(code, key, language);
    setBusy(false);
    setTrouble(next);
    if (next === null) setOn(!on);
  };
  const mayPress = key !== null && (trouble === null || trouble === 'failed');
  return (
    <section class="card push">
      <h2>
        <Icon name="bell" />
        {words.pushTitle}
      </h2>
      <p class="hint above" aria-live="polite">
        {trouble ? words.pushTrouble[trouble] : on ? words.pushIsOn : words.pushHint}
      </p>
      {mayPress && (
        <button type="button" class="wide" disabled={busy} onClick={() => void press()}>
          {on ? words.pushOff : words.pushOn}
        </button>
      )}
    </section>
  );
}
