import { Keyboard } from 'lucide-react';
import { Suspense, lazy, useCallback, useState } from 'react';
import type { KeyRow } from '../../desk-kit/KeysDialog.tsx';
import { useText } from '../../i18n/language.ts';
import type { Dictionary } from '../../i18n/vi.ts';
import { usePageKeys } from '../../ui/page-keys.ts';

/** A wall is looked at, and seldom asked. */
const KeysDialog = lazy(async () => ({
  default: (await import('../../desk-kit/KeysDialog.tsx')).KeysDialog,
}));

const sceneRows = ({ space, scene, turn, play, live }: Dictionary['wall']['keys']): readonly KeyRow[] => [
  [['1', '…', '9', '0'], scene],
  [['←', '→'], turn],
  [[space], play],
  [['L', 'Esc'], live],
];

const directorRows = ({
  space,
  pin,
  turnAll,
  hold,
  end,
  undo,
}: Dictionary['wall']['keys']): readonly KeyRow[] => [
  [['1', '…', '9', '0'], pin],
  [['←', '→'], turnAll],
  [[space], hold],
  [['E', 'Esc'], end],
  [['U'], undo],
];

/** What the keys do here: of this page, or of the whole wall that it drives. */
export function KeysHelp({ drives }: { readonly drives: 'page' | 'wall' }) {
  const text = useText().wall.keys;
  const [isOpen, setIsOpen] = useState(false);
  const onKey = useCallback(({ key }: KeyboardEvent) => {
    if (key === '?') setIsOpen(true);
    return key === '?';
  }, []);
  usePageKeys(onKey);
  const rows: readonly KeyRow[] = [
    ...(drives === 'page' ? sceneRows(text) : directorRows(text)),
    [['+', '−', '←', '↑', '→', '↓'], text.map],
    [['?'], text.help],
  ];
  return (
    <>
      <button
        type="button"
        className="icon-button keys-help"
        aria-label={text.title}
        title={text.title}
        onClick={() => setIsOpen(true)}
      >
        <Keyboard aria-hidden="true" />
      </button>
      {isOpen && (
        <Suspense>
          <KeysDialog title={text.title} rows={rows} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
