import { Dialog } from '../ui/Dialog.tsx';
import './desk.css';

/** Keys that do the same, and what they do. */
export type KeyRow = readonly [keys: readonly string[], what: string];

interface Props {
  readonly title: string;
  readonly rows: readonly KeyRow[];
  readonly onClose: () => void;
}

/** Every key of a desk. */
export function KeysDialog({ title, rows, onClose }: Props) {
  return (
    <Dialog title={title} onClose={onClose}>
      <dl className="desk-keys">
        {rows.map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
