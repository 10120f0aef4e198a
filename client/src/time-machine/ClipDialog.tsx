import type { Clip } from '@ioc/contracts/api/clips';
import type { ClockMode } from '@ioc/contracts/stream/up';
import { useState } from 'react';
import { useSubmit } from '../api/use-submit.ts';
import { useFormat } from '../i18n/language.ts';
import { useTimeText } from '../i18n/time-text.ts';
import { useHub, useLiveHub } from '../stream/use-hub.tsx';
import { CopyValue } from '../ui/CopyValue.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Form } from '../ui/Form.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { TextField } from '../ui/TextField.tsx';
import { linkOf, saveClip } from './clips.ts';

const MINUTE_MS = 60_000;
const LENGTHS_MIN = [5, 15, 30, 60, 180, 720] as const;
/** What is younger may still be written. */
const SETTLED_MS = 5_000;

interface Props {
  readonly fromMs: number;
  readonly mode: ClockMode;
  readonly speed: number;
  readonly scene: string;
  readonly onClose: () => void;
}

function Saved({ clip }: { readonly clip: Clip }) {
  const text = useTimeText();
  const link = linkOf(clip, location.origin);
  return <CopyValue label={text.clip.link} value={link} />;
}

function Length({
  fromMs,
  value,
  onPick,
}: {
  fromMs: number;
  value: number;
  onPick: (minutes: number) => void;
}) {
  const text = useTimeText();
  const format = useFormat();
  return (
    <label className="form-field">
      <span className="form-label">{text.clip.length(format.dateTime(fromMs))}</span>
      <span className="form-box">
        <select value={value} onChange={({ target }) => onPick(Number(target.value))}>
          {LENGTHS_MIN.map((minutes) => (
            <option key={minutes} value={minutes}>
              {format.span(minutes * MINUTE_MS)}
            </option>
          ))}
        </select>
      </span>
    </label>
  );
}

/** Saves the stretch that begins where the page stands, and gives the link to it. */
export function ClipDialog({ fromMs, mode, speed, scene, onClose }: Props) {
  const text = useTimeText();
  const { scope } = useHub();
  const live = useLiveHub();
  const [title, setTitle] = useState('');
  const [notes, setNotes] = useState('');
  const [minutes, setMinutes] = useState<number>(30);
  const [tries, setTries] = useState(0);
  const [clip, setClip] = useState<Clip | null>(null);
  const { busy, error, run } = useSubmit();
  const submit = () => {
    if (title.trim() === '') return setTries((count) => count + 1);
    const toMs = Math.min(fromMs + minutes * MINUTE_MS, live.clock.nowMs() - SETTLED_MS);
    const [from = '', to = ''] = [fromMs, toMs].map((atMs) => new Date(atMs).toISOString());
    const wish = { title: title.trim(), notes: notes.trim(), scene, from, to, mode, speed };
    return void run(async () => setClip(await saveClip(scope, wish)));
  };
  if (clip)
    return (
      <Dialog title={text.clip.saved} onClose={onClose}>
        <Saved clip={clip} />
      </Dialog>
    );
  return (
    <Dialog title={text.clip.save} onClose={onClose}>
      <Form onSubmit={submit} failure={error ?? tries} label={text.clip.save}>
        <TextField
          label={text.clip.title}
          required
          maxLength={120}
          value={title}
          onText={setTitle}
          error={tries > 0 && title.trim() === '' ? text.clip.titleMissing : null}
        />
        <Length fromMs={fromMs} value={minutes} onPick={setMinutes} />
        <TextArea label={text.clip.notes} rows={3} maxLength={2000} value={notes} onText={setNotes} />
        {error && <p role="alert">{text.clip.failed}</p>}
        <button type="submit" className="button" disabled={busy}>
          {text.clip.save}
        </button>
      </Form>
    </Dialog>
  );
}
