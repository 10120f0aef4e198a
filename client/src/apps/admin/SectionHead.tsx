import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly lead: string;
  readonly add?: string;
  readonly onAdd?: () => void;
  readonly children?: ReactNode;
}

/** Title, one sentence, and the one thing most come here to do. */
export function SectionHead({ title, lead, add, onAdd, children }: Props) {
  return (
    <header className="section-head">
      <div>
        <h2>{title}</h2>
        <p>{lead}</p>
      </div>
      {add && (
        <button type="button" className="button" onClick={onAdd}>
          <Plus aria-hidden="true" />
          {add}
        </button>
      )}
      {children}
    </header>
  );
}
