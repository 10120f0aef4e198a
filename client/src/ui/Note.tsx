import { CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import './forms.css';

interface Props {
  readonly tone: 'bad' | 'warn' | 'good' | 'info';
  readonly title: string;
  readonly children?: ReactNode;
}

const ICONS = { bad: TriangleAlert, warn: TriangleAlert, good: CircleCheck, info: Info };

/** Something to be told at once: what is wrong, and what to do. */
export function Note({ tone, title, children }: Props) {
  const Icon = ICONS[tone];
  return (
    <div
      className="note"
      data-tone={tone}
      role={tone === 'bad' || tone === 'warn' ? 'alert' : undefined}
      aria-live={tone === 'good' ? 'polite' : undefined}
    >
      <Icon aria-hidden="true" />
      <div>
        <p className="note-title">{title}</p>
        {children}
      </div>
    </div>
  );
}
