import { useNotices } from '../../../desk-kit/notices.tsx';
import { goTo } from '../use-section.ts';
import { SourceList } from './SourceList.tsx';
import { SourcePage } from './SourcePage.tsx';
import { SOURCES_ADDRESS, useSourcePlace } from './source-path.ts';
import './sources.css';

/** `/admin/sources`: the list, or one source in full. */
export function SourcesSection() {
  const place = useSourcePlace();
  const { say, place: notices } = useNotices();
  const leave = (words?: string) => {
    goTo(SOURCES_ADDRESS);
    if (words) say(words);
  };
  return (
    <>
      {place.kind === 'list' ? (
        <SourceList say={say} />
      ) : (
        <SourcePage
          key={place.kind === 'one' ? place.id : ''}
          id={place.kind === 'one' ? place.id : null}
          onLeave={leave}
        />
      )}
      {notices}
    </>
  );
}
