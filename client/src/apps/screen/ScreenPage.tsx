// How a kiosk begins, and where it ends. Its start address carries the token behind the hash: it signs in with it, takes
// it out of the address, and goes to its first scene. Nothing readable stays on the machine but the session cookie; a
// kiosk without cookies comes back after a reboot by its start address, which keeps the token in its own bookmark.
// A token that was refused is not sent again; the page only asks, now and then, whether somebody signed this browser in.
import type { SessionView } from '@ioc/contracts/api/session';
import { LoaderCircle, MonitorOff, MonitorX } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ApiError, askJson, readJson } from '../../api/request.ts';
import { useAccessText } from '../../i18n/access-text.ts';
import { useText } from '../../i18n/language.ts';
import { ScreenEnded } from '../../shell/ScreenEnded.tsx';
import { doubledMs, jittered } from '../../stream/backoff.ts';
import '../../shell/screen-ended.css';

type State = 'opening' | 'ended' | 'lost' | 'none';

const SCREEN_PATH = '/api/v1/session/screen';
const SESSION_PATH = '/api/v1/session';
const ENDED = 'ended';
const WAIT = { firstMs: 8_000, longestMs: 60_000 };
const ASK_MS = 15_000;

/** Takes the token out of the address; null: there is none. */
function takeToken(): string | null {
  const word = location.hash.slice(1);
  if (word === '' || word === ENDED) return null;
  history.replaceState(null, '', '/screen');
  return word;
}

const goOn = (scenes: readonly string[] | null): void =>
  location.replace(`/wall/${scenes?.[0] ?? 'overview'}`);

/** Signs in; the answer is the state to show while it is not done. */
async function signIn(token: string): Promise<State> {
  try {
    const { self } = await askJson<SessionView>('POST', SCREEN_PATH, { token });
    if (!self) return ENDED;
    goOn(self.scenes);
    return 'opening';
  } catch (error) {
    const status = error instanceof ApiError ? error.status : 0;
    return status >= 400 && status < 500 && status !== 429 ? ENDED : 'lost';
  }
}

/** Is this browser signed in as a screen, by whatever way? */
async function lookForSession(): Promise<void> {
  const { self } = await readJson<SessionView>(SESSION_PATH).catch(() => ({ self: null }));
  if (self?.kind === 'screen') goOn(self.scenes);
}

function useScreen(): State {
  const token = useRef<string | null>(null);
  const [state, setState] = useState<State>('opening');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let tries = 0;
    const attempt = async () => {
      clearTimeout(timer);
      if (token.current === null) {
        await lookForSession();
        timer = setTimeout(() => void attempt(), ASK_MS * (0.75 + Math.random() / 2));
        return;
      }
      const next = await signIn(token.current);
      setState(next);
      if (next === ENDED) token.current = null;
      if (next !== 'opening')
        timer = setTimeout(() => void attempt(), jittered(doubledMs(WAIT, tries), Math.random));
      tries += 1;
    };
    const begin = () => {
      const fresh = takeToken();
      if (fresh === null && token.current === null) setState(location.hash === `#${ENDED}` ? ENDED : 'none');
      if (fresh !== null) {
        token.current = fresh;
        tries = 0;
        setState('opening');
      }
      void attempt();
    };
    begin();
    addEventListener('hashchange', begin);
    return () => {
      clearTimeout(timer);
      removeEventListener('hashchange', begin);
    };
  }, []);
  return state;
}

/** `/screen` */
export function ScreenPage() {
  const text = useAccessText().screen;
  const { title: ended } = useText().screenEnded;
  const state = useScreen();
  useEffect(() => {
    document.title = state === 'opening' ? text.opening : state === 'ended' ? ended : text[state];
  }, [state, text, ended]);
  if (state === 'ended') return <ScreenEnded />;
  if (state === 'opening')
    return (
      <main className="kiosk" id="content">
        <LoaderCircle className="kiosk-turning" aria-hidden="true" />
        <output>{text.opening}</output>
      </main>
    );
  const Icon = state === 'lost' ? MonitorX : MonitorOff;
  const hint = state === 'lost' ? text.lostHint : text.noneHint;
  return (
    <main className="kiosk" id="content" role="alert">
      <Icon aria-hidden="true" strokeWidth={1.2} />
      <h1>{text[state]}</h1>
      <p>{hint}</p>
    </main>
  );
}
