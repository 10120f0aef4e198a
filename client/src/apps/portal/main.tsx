/** @jsxImportSource preact */
// The phone's page. It draws with the system's font and asks for ours when everything that matters has arrived: on a
// bad network the form is usable first and pretty later.
import { render } from 'preact';
import '../../ui/tokens.css';
import '../../ui/ground.css';
import '../../light-kit/light.css';
import './styles/portal.css';
import { App } from './App.tsx';
import { registerServiceWorker } from './offline/register.ts';
import { startOutbox } from './outbox/this-phone.ts';

const PATIENCE_MS = 1500;
const root = document.getElementById('root');
if (!root) throw new Error('report.html has no #root');
// What this phone keeps is read before the first drawing, in milliseconds: a draft must not flash in as an empty form.
const patience = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS));
void Promise.race([startOutbox(), patience]).then(() => render(<App />, root));

const loadRest = () => {
  void import('../../ui/fonts.css').catch(() => {});
  registerServiceWorker();
};
if (document.readyState === 'complete') loadRest();
else addEventListener('load', loadRest, { once: true });
