// The one-time token is sent only when a person presses the button: programs that open links to look at them must not
// use it up. It is taken out of the address at once, so that it stays in no history and no screenshot.
import { LogIn, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { ApiError, sendJson } from '../../api/request.ts';
import { useText } from '../../i18n/language.ts';
import { destinationOf } from './destination.ts';

type Step = 'ready' | 'working' | 'done' | 'used' | 'unreachable' | 'too-many';

const parameters = new URLSearchParams(location.search);
const token = parameters.get('token') ?? new URLSearchParams(location.hash.slice(1)).get('token');
const destination = destinationOf(parameters.get('from'));

async function signIn(): Promise<Step> {
  try {
    await sendJson('POST', '/api/v1/session', { token });
    return 'done';
  } catch (error) {
    const status = error instanceof ApiError ? error.status : 0;
    if (status === 429) return 'too-many';
    return status >= 400 && status < 500 ? 'used' : 'unreachable';
  }
}

function Refused({ step }: { readonly step: Step }) {
  const text = useText().signIn;
  if (step === 'unreachable' || step === 'too-many')
    return (
      <p className="sign-in-refused" role="alert">
        <TriangleAlert aria-hidden="true" />
        {step === 'too-many' ? text.tooMany : text.unreachable}
      </p>
    );
  return (
    <div className="sign-in-refused" role="alert">
      <TriangleAlert aria-hidden="true" />
      <div>
        <p>
          <strong>{token ? text.usedOrExpired : text.noToken}</strong>
        </p>
        <p>{text.whatToDo}</p>
        <code>npm run link</code>
      </div>
    </div>
  );
}

/** `/sign-in?token=…` */
export function SignInPage() {
  const text = useText();
  const [step, setStep] = useState<Step>(token ? 'ready' : 'used');
  const press = async () => {
    setStep('working');
    const next = await signIn();
    setStep(next);
    if (next === 'used' || next === 'done') history.replaceState(null, '', '/sign-in');
    if (next === 'done') location.replace(destination);
  };
  const waiting = step === 'working' || step === 'done';
  return (
    <main id="content" className="sign-in" tabIndex={-1}>
      <h1>{text.signIn.title}</h1>
      {step !== 'used' && <p>{text.signIn.lead}</p>}
      {['used', 'unreachable', 'too-many'].includes(step) && <Refused step={step} />}
      {step === 'used' ? (
        <a className="button" data-quiet="true" href="/">
          {text.back}
        </a>
      ) : (
        <button type="button" className="button" disabled={waiting} onClick={() => void press()}>
          <LogIn aria-hidden="true" />
          {step === 'working' ? text.signIn.working : step === 'done' ? text.signIn.done : text.signIn.button}
        </button>
      )}
    </main>
  );
}
