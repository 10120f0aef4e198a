import { startPage } from '../../shell/start-page.tsx';
import { HomePage } from './HomePage.tsx';

startPage(<HomePage />);
