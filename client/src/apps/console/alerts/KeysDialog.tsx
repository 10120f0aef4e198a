import { useAlertText } from '../../../i18n/alert-text.ts';
import { Dialog } from '../../../ui/Dialog.tsx';

/** Every key of the desk. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useAlertText();
  const { keys } = text;
  const rows: readonly (readonly [readonly string[], string])[] = [
    [['j', 'k', '↓', '↑'], keys.move],
    [['Enter'], keys.open],
    [['Esc'], keys.close],
    [['a'], keys.ack],
    [['m'], keys.assign],
    [['n'], keys.comment],
    [['s'], keys.shelve],
    [['c'], keys.done],
    [['u'], keys.undo],
    [['/'], keys.search],
    [['o'], keys.mine],
    [['1', '…', '5'], keys.views],
    [['b'], keys.sound],
    [['r'], keys.rules],
    [['?'], keys.help],
  ];
  return (
    <Dialog title={text.keysTitle} onClose={onClose}>
      <dl className="alert-keys">
        {rows.map(([names, what]) => (
          <div key={what}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
