import { useTicketText } from '../../../i18n/ticket-text.ts';
import { Dialog } from '../../../ui/Dialog.tsx';

/** Every key of the desk. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useTicketText();
  const { keys } = text;
  const rows: readonly (readonly [readonly string[], string])[] = [
    [['j', 'k', '↓', '↑'], keys.move],
    [['Home', 'End'], keys.ends],
    [['Enter'], keys.open],
    [['Esc'], keys.close],
    [['t'], keys.take],
    [['s'], keys.start],
    [['a'], keys.assign],
    [['r'], keys.answer],
    [['n'], keys.note],
    [['p'], keys.pause],
    [['x'], keys.apology],
    [['c'], keys.done],
    [['i'], keys.picture],
    [['d'], keys.duplicates],
    [['v'], keys.reveal],
    [['u'], keys.undo],
    [['/'], keys.search],
    [['1', '…', '6'], keys.views],
    [['m'], keys.templates],
    [['e'], keys.export],
    [['?'], keys.help],
  ];
  return (
    <Dialog title={text.keysTitle} onClose={onClose}>
      <dl className="ticket-keys">
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
