import type { ScreenToken, ScreenView } from '@ioc/contracts/api/people';
import { useEffect, useState } from 'react';
import { useAreaNames } from '../../../api/area-names.ts';
import { askJson, sendJson } from '../../../api/request.ts';
import { useList } from '../../../api/use-list.ts';
import { useAccessText } from '../../../i18n/access-text.ts';
import { QrCode } from '../../../ui/QrCode.tsx';
import { ConfirmDialog } from '../../../desk-kit/ConfirmDialog.tsx';
import { ListState } from '../../../desk-kit/ListState.tsx';
import { useNotices } from '../../../desk-kit/notices.tsx';
import { OnceDialog } from '../OnceDialog.tsx';
import { SectionHead } from '../SectionHead.tsx';
import { ScreenCard } from './ScreenCard.tsx';
import { ScreenDialog } from './ScreenDialog.tsx';
import { WallsPart } from './walls/WallsPart.tsx';

const SCREENS_PATH = '/api/v1/screens';
/** Whether a screen is open is looked at this often. */
const LOOK_MS = 10_000;

type Open =
  | { readonly kind: 'edit'; readonly screen: ScreenView | null }
  | { readonly kind: 'revoke' | 'token'; readonly screen: ScreenView }
  | { readonly kind: 'made'; readonly made: ScreenToken };

function TokenDialog({ made, onClose }: { readonly made: ScreenToken; readonly onClose: () => void }) {
  const text = useAccessText().screens;
  const address = `${location.origin}/screen#${made.token}`;
  return (
    <OnceDialog
      title={text.tokenTitle(made.screen.name)}
      label={text.tokenLabel}
      value={address}
      hint={text.tokenHint}
      onClose={onClose}
    >
      <QrCode text={address} label={text.qr} />
    </OnceDialog>
  );
}

/** `/admin/screens` */
export function ScreensSection() {
  const text = useAccessText();
  const list = useList<ScreenView>(SCREENS_PATH);
  const nameOf = useAreaNames(list.items.map(({ scope }) => scope));
  const [open, setOpen] = useState<Open | null>(null);
  const { say, place } = useNotices();
  const { reload } = list;
  useEffect(() => {
    const timer = setInterval(reload, LOOK_MS);
    return () => clearInterval(timer);
  });
  const close = () => {
    setOpen(null);
    reload();
  };
  const done = (words: string) => {
    close();
    say(words);
  };
  const pathOf = ({ id }: ScreenView) => `${SCREENS_PATH}/${encodeURIComponent(id)}`;
  const renew = async (screen: ScreenView) =>
    setOpen({ kind: 'made', made: await askJson<ScreenToken>('POST', `${pathOf(screen)}/token`) });
  return (
    <>
      <SectionHead
        title={text.screens.title}
        lead={text.screens.lead}
        add={text.screens.add}
        onAdd={() => setOpen({ kind: 'edit', screen: null })}
      />
      <ul className="admin-cards">
        {list.items.map((screen) => (
          <ScreenCard
            key={screen.id}
            screen={screen}
            area={nameOf(screen.scope)}
            onTask={(kind) => setOpen({ kind, screen })}
          />
        ))}
      </ul>
      <ListState list={list} empty={text.screens.empty} />
      <WallsPart screens={list.items} />
      {open?.kind === 'edit' && (
        <ScreenDialog
          screen={open.screen}
          onClose={close}
          onMade={(made) => setOpen({ kind: 'made', made })}
          onSaved={(screen) => done(text.screens.saved(screen.name))}
        />
      )}
      {open?.kind === 'made' && <TokenDialog made={open.made} onClose={close} />}
      {open?.kind === 'revoke' && (
        <ConfirmDialog
          title={text.screens.revoke}
          question={text.screens.revokeSure(open.screen.name)}
          button={text.screens.revoke}
          act={() => sendJson('DELETE', pathOf(open.screen))}
          onDone={() => done(text.screens.revokedNow(open.screen.name))}
          onClose={close}
        />
      )}
      {open?.kind === 'token' && (
        <ConfirmDialog
          title={text.screens.token}
          question={text.screens.tokenSure(open.screen.name)}
          button={text.screens.token}
          act={() => renew(open.screen)}
          onDone={() => {}}
          onClose={close}
        />
      )}
      {place}
    </>
  );
}
