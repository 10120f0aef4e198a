import { startPage } from '../../shell/start-page.tsx';
import { GalleryPage } from './GalleryPage.tsx';

startPage(<GalleryPage />);
