import { startPage } from '../../shell/start-page.tsx';
import { AdminPage } from './AdminPage.tsx';

startPage(<AdminPage />);
