/** @jsxImportSource preact */
import type { ComponentChildren, TargetedMouseEvent } from 'preact';
import { usePortal } from './context.ts';

/** A real link that changes the page in place; a new tab, a middle click or no script still work. */
export function Link({
  to,
  class: name,
  children,
}: {
  to: string;
  class?: string;
  children: ComponentChildren;
}) {
  const { go } = usePortal();
  const follow = (event: TargetedMouseEvent<HTMLAnchorElement>) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={to} class={name} onClick={follow}>
      {children}
    </a>
  );
}
