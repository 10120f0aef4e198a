/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { usePortal } from '../frame/context.ts';
import { cleanCode } from './poll.ts';

/** Asks for a code; `first` is what stands in the field to begin with. */
export function CodeForm({ first = '' }: { first?: string }) {
  const { words, go } = usePortal();
  const [typed, setTyped] = useState(first);
  const submit = (event: Event) => {
    event.preventDefault();
    const code = cleanCode(typed);
    if (code) go(`/track/${encodeURIComponent(code)}`);
  };
  return (
    <form class="code-form" onSubmit={submit}>
      <label class="label" for="code">
        {words.code}
      </label>
      <input
        type="text"
        id="code"
        class="figures"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        required
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <button type="submit" class="main">
        {words.trackGo}
      </button>
    </form>
  );
}
