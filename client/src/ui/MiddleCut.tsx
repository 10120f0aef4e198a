import './middle-cut.css';

/** A longer last word has no room itself. */
const LONGEST_TAIL = 14;

/** Where the last word begins; where it is too long to be kept, the end. */
function tailAt(text: string): number {
  const at = text.lastIndexOf(' ') + 1;
  return at > 0 && text.length - at <= LONGEST_TAIL ? at : text.length;
}

/**
 * A name that, where it has no room, loses its middle and keeps its last word, which is what tells two alike apart. It is whole
 * on hover and where a finger or key is on what bears it.
 */
export function MiddleCut({ text }: { readonly text: string }) {
  const at = tailAt(text);
  return (
    <span className="middle-cut" title={text}>
      <span>{text.slice(0, at)}</span>
      <span>{text.slice(at)}</span>
    </span>
  );
}
