// One small page with four faces; each loads only its own.
import type { ReactNode } from 'react';
import { startPage } from '../../shell/start-page.tsx';
import './home.css';

async function pageAt(path: string): Promise<ReactNode> {
  if (path.startsWith('/sign-in')) {
    const { SignInPage } = await import('../sign-in/SignInPage.tsx');
    return <SignInPage />;
  }
  if (path.startsWith('/screen')) {
    const { ScreenPage } = await import('../screen/ScreenPage.tsx');
    return <ScreenPage />;
  }
  if (path.startsWith('/account')) {
    const { AccountPage } = await import('../account/AccountPage.tsx');
    return <AccountPage />;
  }
  const { HomePage } = await import('./HomePage.tsx');
  return <HomePage />;
}

startPage(await pageAt(location.pathname));
