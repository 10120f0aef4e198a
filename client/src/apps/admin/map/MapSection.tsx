import type { MapImport, MapSetup } from '@ioc/contracts/api/map-imports';
import { readAgain, useResource } from '../../../api/resource.ts';
import { useList } from '../../../api/use-list.ts';
import { useNotices } from '../../../desk-kit/notices.tsx';
import { useSiteMapText } from '../../../i18n/site-map-text.ts';
import { SectionHead } from '../SectionHead.tsx';
import { BringFile } from './BringFile.tsx';
import { IMPORTS_PATH, SETUP_PATH } from './import-draft.ts';
import { ImportHistory } from './ImportHistory.tsx';
import { SetupCards } from './SetupCards.tsx';
import './map-section.css';

const SETUP_MS = 60_000;
const NO_LAYERS: MapSetup['layers'] = [];

/** `/admin/map` */
export function MapSection() {
  const text = useSiteMapText();
  const { value: setup } = useResource<MapSetup>(SETUP_PATH, SETUP_MS);
  const list = useList<MapImport>(`${IMPORTS_PATH}?limit=50`);
  const { say, place } = useNotices();
  const look = () => {
    readAgain(SETUP_PATH);
    readAgain('/api/v1/map');
    list.reload();
  };
  return (
    <>
      <SectionHead title={text.title} lead={text.lead} />
      <BringFile layers={setup?.layers ?? NO_LAYERS} onStored={look} />
      {setup && <SetupCards setup={setup} />}
      <ImportHistory
        list={list}
        onUndone={() => {
          look();
          say(text.undoDone);
        }}
      />
      {place}
    </>
  );
}
