import type { ReactNode, Ref } from 'react';
import './data-kit.css';

interface Props {
  readonly label: string;
  readonly className: string;
  readonly box?: Ref<HTMLElement>;
  readonly children: ReactNode;
}

/** What is wider or longer than the page scrolls in a box of its own, which the keyboard must reach. */
export function ScrollBox({ label, className, box, children }: Props) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
    <section ref={box} className={className} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
