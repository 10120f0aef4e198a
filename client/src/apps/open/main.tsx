/** @jsxImportSource preact */
// The public figures: light like the portal, and like it drawn with the system's font until ours has arrived.
import { render } from 'preact';
import '../../ui/tokens.css';
import '../../ui/ground.css';
import '../../light-kit/light.css';
import './styles/open.css';
import { App } from './App.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('open.html has no #root');
render(<App />, root);

const loadFonts = () => void import('../../ui/fonts.css').catch(() => {});
if (document.readyState === 'complete') loadFonts();
else addEventListener('load', loadFonts, { once: true });
