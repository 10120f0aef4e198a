/** @jsxImportSource preact */
// The phone's page. It draws with the system's font and asks for ours when everything that matters has arrived: on a
// bad network the form is usable first and pretty later.
import { render } from 'preact';
import '../../ui/tokens.css';
import './styles/portal.css';
import { App } from './App.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('report.html has no #root');
render(<App />, root);

const loadFonts = () => void import('../../ui/fonts.css').catch(() => {});
if (document.readyState === 'complete') loadFonts();
else addEventListener('load', loadFonts, { once: true });
